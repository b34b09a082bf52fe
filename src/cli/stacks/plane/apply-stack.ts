import { usage } from '../../../client/errors';
import { exitCodes, success } from '../../../client/exit-codes';
import { isRevisionAtRest, newestRevision } from '../../../client/stacks/follow-stack';
import type { StackView } from '../../../client/typed/stack-api';
import { hasChanges } from '../../../domain/stack/compare-documents';
import type { Context } from '../../context';
import { renderStackView, stackHeadline, suggestNextOfStack } from './render-stack';
import { renderChanges } from './render-changes';
import { confirm } from '../../prompt';
import { placeIn } from '../open-stacks';
import type { StackOptions } from '../stack-options';
import { answerPlans } from './answer-plans';
import { checkBefore } from './check-before';
import { describeConsent, readConsent } from './consent';
import { reportRequested, reportStack } from './follow';
import { readChange, type StackChange } from './read-change';

/** `idp stacks apply`: shows what changes against the revision in force, asks, and follows the new one to its end. */
export async function applyStack(context: Context, options: StackOptions, name: string): Promise<number> {
  const consent = readConsent(options);
  const change = await readChange(context, options, name);
  const stop = readStop(options.stop, change.present);
  if (isUpToDate(change)) return reportNothing(context, change);
  const body = {
    document: change.document,
    ...(consent && { consent }),
    ...(options.team !== undefined && { team: options.team }),
    ...stop,
  };
  checkBefore(body, { isNew: !change.present, file: change.file });
  context.screen.say(...describeChange(context, change, stop));
  if (consent) context.screen.say(...(await describeConsent(context, name, consent)));
  await confirm(context, options.yes);
  const started = await context.api.applyStack(body);
  if (options.wait === false) return reportRequested(context, started);
  const number = newestRevision(started);
  const view = await answerPlans(context, started, { settled: isRevisionAtRest(number), yes: options.yes });
  return view.revision.number === number ? reportStack(context, view) : reportReplaced(context, view, number);
}

/** The revision to stop, which `latest` does not name: what is stopped is what somebody saw. */
function readStop(text: string | undefined, present: StackView | undefined): { stop?: number } {
  if (text === undefined) return {};
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw usage(`--stop: '${text}' is not the number of a revision.`, "'idp stacks status' shows it.");
  if (!present)
    throw usage('--stop: the stack is not on the control plane, so there is no revision to stop.');
  return { stop: Number(text) };
}

/** What is in force is what the folder says, and nothing else is to come. */
function isUpToDate({ present, changes }: StackChange): boolean {
  if (!present || present.waiting || present.ending || hasChanges(changes)) return false;
  return present.revision.stopped === null;
}

/** Where nothing differs, nothing is sent: a revision that says the same would plan every component again. */
function reportNothing({ screen, world }: Context, { present, document }: StackChange): number {
  const { paint } = screen;
  if (!present) return success;
  screen.show(present, () => [
    `No changes: revision ${present.revision.number} of ${paint.bold(document.stack)} is what the folder says.`,
    ...(present.status === 'ready'
      ? [`${stackHeadline(present, paint)}.`]
      : renderStackView(present, paint, world.now())),
  ]);
  return present.status === 'ready' || present.status === 'awaiting-approval' || present.status === 'applying'
    ? success
    : exitCodes.unsuccessful;
}

function describeChange(
  { screen }: Context,
  { document, present, changes, shown }: StackChange,
  { stop }: { stop?: number },
): string[] {
  const { paint } = screen;
  const against = present ? `changes against revision ${present.revision.number}` : 'is new';
  return [
    `The stack ${paint.bold(document.stack)} ${against}`,
    ...renderChanges(changes, paint, (place) => placeIn(place, shown)),
    ...(present ? describeWait(present, stop) : []),
  ];
}

/** A revision that comes while another is at work waits for it; who does not want that says so by its number. */
function describeWait({ name, status, revision, waiting }: StackView, stop: number | undefined): string[] {
  const { number } = revision;
  const isBusy = status === 'applying' || status === 'awaiting-approval';
  const then =
    stop === number
      ? 'it is stopped first.'
      : `this one waits for it. 'idp stacks apply ${name} --stop ${number}' stops it first.`;
  return [
    ...(isBusy ? [`Revision ${number} is ${status}: ${then}`] : []),
    ...(waiting
      ? [`Revision ${waiting.number} by ${waiting.by} waits already: this one takes its place.`]
      : []),
  ];
}

function reportReplaced({ screen }: Context, view: StackView, number: number): number {
  const { paint } = screen;
  const waits = view.waiting?.number === number;
  const said = waits
    ? `Revision ${number} waits for revision ${view.revision.number}`
    : `Revision ${number} is not applied: another one took its place, or the stack ends`;
  screen.show(view, () => [`${said}. ${stackHeadline(view, paint)}.`, ...suggestNextOfStack(view, paint)]);
  return waits ? success : exitCodes.unsuccessful;
}
