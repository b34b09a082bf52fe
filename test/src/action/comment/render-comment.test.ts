import { renderComment, type Story } from '../../../../src/action/comment/render-comment';
import type { Report } from '../../../../src/action/report';

const pull = { number: 7, branch: 'feature/cart', commit: '0123456789abcdef', closed: false };
const ready: Report = {
  name: 'pr-7-shop',
  status: 'ready',
  template: 'api-service 1.0.0',
  url: 'https://shop.example/path?a=b',
  cost: { hourly: 0.05, monthly: 36.5, lease: 8.4 },
  expiresAt: '2026-11-28T00:31:05.000Z',
  awaitsApproval: false,
  plan: [],
  approvalFor: [],
  checks: [],
  failure: null,
};
const render = (more: Partial<Report> = {}, story: Partial<Story> = {}) =>
  renderComment({ pull, report: { ...ready, ...more }, run: 'https://github.test/run/1', ...story });

/** The comment as it reads once its entities are resolved. */
const read = (text: string) =>
  text.replace(/&#(\d+);/g, (_, point: string) => String.fromCodePoint(Number(point)));

describe('renderComment', () => {
  it('tells address, cost, expiry and commit', () => {
    const text = read(render());

    expect(text).toContain('### The preview is ready');
    expect(text).toContain('<a href="https://shop.example/path?a=b">');
    expect(text).toContain('| Cost | $36.50 a month, $8.40 over the lease |');
    expect(text).toContain('| Expires | 2026-11-28 00:31 UTC |');
    expect(text).toContain('<code>0123456789ab</code> of <code>feature/cart</code>');
  });

  it.each([
    ['Markdown', '**bold** [link](https://evil.example) | cell'],
    ['HTML', '</code><img src=x onerror=alert(1)>]]>'],
    ['a mention', '@everyone #1'],
    ['shell', '$(touch x) `touch x`'],
    ['lines', 'a\n\n# heading\n<!-- leasehold:preview -->'],
    ['a change of direction', 'a\u202eb\u2066c'],
  ])('keeps %s in a branch or cause as text', (_what, hostile) => {
    const text = render({ failure: hostile }, { pull: { ...pull, branch: hostile } });

    const cells = text.split('\n').filter((line) => /^\| (Commit|Cause) \|/.test(line));
    expect(cells).toHaveLength(2);
    for (const cell of cells)
      expect(cell.replace(/&#\d+;|<\/?code>/g, '')).toMatch(/^\| (Commit|Cause) \| [\w ]* \|$/);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'no address', '//evil.example'])(
    'makes no link of %s',
    (url) => {
      expect(render({ url })).not.toContain('<a ');
    },
  );

  it('cuts what is too long', () => {
    expect(read(render({ failure: 'x'.repeat(5_000) })).length).toBeLessThan(1_500);
  });

  it('tells what a plan does that awaits approval, what for, and which checks fail', () => {
    const text = render({
      plan: ['0 to add, 1 to import', 'a.b: imported as **x**'],
      approvalFor: ['a.b: it already exists'],
      checks: ['check.c failed: </code> @everyone'],
    });

    expect(read(text)).toContain(
      '| Plan | <code>0 to add, 1 to import</code><br><code>a.b: imported as **x**</code> |',
    );
    expect(read(text)).toContain('| Approval for | <code>a.b: it already exists</code> |');
    expect(text).not.toContain('@everyone');
    expect(render()).not.toMatch(/\| (Plan|Approval for|Checks) \|/);
  });

  it('fits into a comment, however much a plan does', () => {
    const many = Array.from({ length: 140 }, () => '<'.repeat(600));
    const text = render({ plan: many, approvalFor: many, checks: many });

    expect(text.length).toBeLessThan(65_000);
    expect(text).toContain('and 130 more: <code>idp plan</code> shows all');
  });

  it('says what became of it otherwise', () => {
    const closed = { pull: { ...pull, closed: true } };

    expect(render({ status: 'destroyed' }, closed)).toContain('The preview is destroyed');
    expect(render({ status: 'failed', failure: 'quota' })).toContain('it needs a look');
    expect(render({ status: 'pending', awaitsApproval: true })).toContain('awaits approval');
    expect(render({}, { report: null })).toContain('There is no preview yet');
    expect(render({}, { ...closed, report: null })).toContain('The preview is destroyed');
  });
});
