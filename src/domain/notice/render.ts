import { canonicalJson } from '../base/canonical-json';
import { cutAt } from '../base/cut-text';
import { printable } from '../base/printable';
import type { Notice } from './notice';
import type { WebhookShape } from './webhook';

/** The version of the generic form; what is added to it leaves it as it is, and what is taken away or renamed does not. */
export const schemaVersion = 1;

const longestTitle = 150;
const longestText = 2_500;
/** Slack takes 3,000 characters in a section, in which a character may stand as five. */
const longestInSlack = 2_000;

/** The body of a webhook: the same bytes at each attempt, whatever order of its fields a store gave back. */
export function renderBody(notice: Notice, shape: WebhookShape): string {
  return canonicalJson(bodies[shape](cut(notice)));
}

/** The notice as a mail says it. */
export function renderText(notice: Notice): string {
  const { title, text, command, link } = cut(notice);
  const lines = [title, '', text, '', `Next: ${command}`, ...(link === null ? [] : [`See:  ${link}`])];
  return `${lines.join('\n')}\n`;
}

/** The subject of a mail: SNS takes up to 100 characters of ASCII, in one line. */
export function renderSubject({ title }: Notice): string {
  return cutAt(97, `Leasehold: ${printable(title)}`.replaceAll(/[^\x20-\x7e]+/g, ' ')).replace('…', '...');
}

const bodies: Record<WebhookShape, (notice: Notice) => unknown> = { generic, slack, teams };

function generic({ type, at, ...notice }: Notice): unknown {
  return { type, timestamp: at, schemaVersion, data: notice };
}

/** As Slack's incoming webhooks take it, and Mattermost's by `text` alone. */
function slack({ title, text, command, link }: Notice): unknown {
  const see = link === null ? '' : `\n<${encodeURI(link)}|Open>`;
  const body = `*${mrkdwn(title)}*\n${cutAt(longestInSlack, mrkdwn(text))}\n\`${mrkdwn(command).replaceAll('`', "'")}\`${see}`;
  return {
    text: `${mrkdwn(title)}: ${mrkdwn(text)}`,
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: body } }],
  };
}

/** Slack gives these three a meaning, `<!channel>` among them. */
function mrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** An adaptive card, as the workflows of Microsoft Teams take it. */
function teams({ title, text, command, link }: Notice): unknown {
  const line = (said: string, look: object = {}) => ({ type: 'TextBlock', text: said, wrap: true, ...look });
  const content = {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.4',
    body: [
      line(markdown(title), { weight: 'Bolder' }),
      line(markdown(text)),
      line(markdown(command), { fontType: 'Monospace' }),
    ],
    actions: link === null ? [] : [{ type: 'Action.OpenUrl', title: 'Open', url: link }],
  };
  const contentType = 'application/vnd.microsoft.card.adaptive';
  return { type: 'message', attachments: [{ contentType, contentUrl: null, content }] };
}

/** A card reads links and emphasis out of its texts. */
function markdown(text: string): string {
  return text.replaceAll(/[\\[\]*_`]/g, String.raw`\$&`);
}

/** What others wrote, such as AWS's words, holds nothing that a reader does not see, and has an end. */
function cut(notice: Notice): Notice {
  const { title, text } = notice;
  return {
    ...notice,
    title: cutAt(longestTitle, printable(title)),
    text: cutAt(longestText, printable(text)),
  };
}
