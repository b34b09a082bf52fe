import fc from 'fast-check';
import type { Notice } from '../../../../src/domain/notice/notice';
import { renderBody, renderSubject, renderText } from '../../../../src/domain/notice/render';

const notice: Notice = {
  id: '01JD3V8K2N7Q4R5S6T7V8W9ABC-000012',
  type: 'lease.ends_soon',
  at: '2026-01-02T00:00:00.000Z',
  environment: { name: 'demo', life: '01JD3V8K2N7Q4R5S6T7V8W9ABC', sequence: 12, owner: 'ada', team: null },
  title: 'demo ends in 1h',
  text: 'Its lease is over at 2026-01-02 01:00 UTC.',
  command: 'idp extend demo --ttl 2h',
  link: 'https://api.example.com/environments/demo',
  details: { warning: 'last' },
};
const slackOf = (more: Partial<Notice>) =>
  JSON.parse(renderBody({ ...notice, ...more }, 'slack')) as {
    text: string;
    blocks: { text: { text: string } }[];
  };

it('writes JSON for programs, with its version and the id of the event', () => {
  const { type, at, ...data } = notice;

  expect(JSON.parse(renderBody(notice, 'generic'))).toEqual({ type, timestamp: at, schemaVersion: 1, data });
});

it('writes the same bytes whatever the order of the fields', () => {
  const reversed = Object.fromEntries(Object.entries(notice).reverse()) as Notice;

  for (const shape of ['generic', 'slack', 'teams'] as const)
    expect(renderBody(reversed, shape)).toBe(renderBody(notice, shape));
});

it('writes for Slack what has a meaning there as text', () => {
  const { text, blocks } = slackOf({
    title: '<!channel> & more',
    text: 'see <https://evil.example.com|here>',
  });

  expect(text).toBe('&lt;!channel&gt; &amp; more: see &lt;https://evil.example.com|here&gt;');
  expect(blocks[0]?.text.text).toContain(
    '`idp extend demo --ttl 2h`\n<https://api.example.com/environments/demo|Open>',
  );
});

it('writes a card for Teams, with what others wrote as text', () => {
  const body = JSON.parse(renderBody({ ...notice, text: '[here](https://evil.example.com)' }, 'teams')) as {
    attachments: { contentType: string; content: { body: { text: string }[]; actions: object[] } }[];
  };

  expect(body.attachments[0]).toMatchObject({
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: {
      type: 'AdaptiveCard',
      body: [
        {},
        { text: String.raw`\[here\](https://evil.example.com)` },
        { text: 'idp extend demo --ttl 2h' },
      ],
      actions: [{ type: 'Action.OpenUrl', url: notice.link }],
    },
  });
});

it('writes a mail with what to do next', () => {
  expect(renderText(notice)).toBe(
    [
      'demo ends in 1h',
      '',
      'Its lease is over at 2026-01-02 01:00 UTC.',
      '',
      'Next: idp extend demo --ttl 2h',
      'See:  https://api.example.com/environments/demo',
      '',
    ].join('\n'),
  );
  expect(renderText({ ...notice, link: null })).not.toContain('See');
});

it('keeps every text to what its receiver takes, whatever others wrote', () => {
  const anything = fc.string({ unit: 'binary', maxLength: 5_000 });
  fc.assert(
    fc.property(anything, anything, (title, text) => {
      const odd = { ...notice, title, text };
      expect(renderSubject(odd)).toMatch(/^Leasehold: [\x20-\x7e]{0,88}$/);
      expect(slackOf(odd).blocks[0]?.text.text.length).toBeLessThan(3_000);
      expect(JSON.parse(renderBody(odd, 'generic'))).toMatchObject({ data: { id: notice.id } });
      expect(Buffer.byteLength(renderBody(odd, 'teams'))).toBeLessThan(28_000);
    }),
    { numRuns: 100 },
  );
});
