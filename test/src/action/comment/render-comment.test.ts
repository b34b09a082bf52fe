import { markerOf, renderComment, type Story } from '../../../../src/action/comment/render-comment';
import type { Report } from '../../../../src/action/report';
import type { StepReport } from '../../../../src/action/step-report';

const pull = {
  number: 7,
  repositoryId: 123,
  branch: 'feature/cart',
  commit: '0123456789abcdef',
  closed: false,
};
const ready: Report = {
  name: 'pr-7-shop',
  status: 'ready',
  template: 'api-service 1.0.0',
  url: 'https://shop.example/path?a=b',
  cost: { hourly: 0.05, monthly: 36.5, lease: 8.4, unpriced: 0 },
  expiresAt: '2026-11-28T00:31:05.000Z',
  awaitsApproval: false,
  plan: [],
  approvalFor: [],
  checks: [],
  failure: null,
};
const render = (more: Partial<Report> = {}, story: Partial<Story> = {}) =>
  renderComment({
    pull,
    report: { step: 'make', ended: 'done', cause: null, environment: { ...ready, ...more } },
    run: 'https://github.test/run/1',
    before: null,
    ...story,
  });
/** What a comment says after a step that came to nothing, and what it said before. */
const after = (report: Partial<StepReport> | null, before: string | null = null, closed = false) =>
  read(
    render(
      {},
      {
        pull: { ...pull, closed },
        report:
          report === null
            ? null
            : { step: closed ? 'end' : 'make', ended: 'failed', cause: 'why', environment: null, ...report },
        before,
      },
    ),
  );

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
    const many = Array.from({ length: 11 }, () => '<'.repeat(600));
    const text = render({ plan: many, approvalFor: many, checks: many });

    expect(text.length).toBeLessThan(65_000);
  });

  it('G16: cuts between characters, never within one', () => {
    const text = render({}, { pull: { ...pull, branch: `${'a'.repeat(199)}😀b` } });

    expect(read(text)).toContain(`${'a'.repeat(199)}😀…`);
    expect(text).not.toMatch(/&#5[56]\d{3};/);
  });

  it('says what became of it otherwise', () => {
    const end = { step: 'end', ended: 'done', cause: null } as const;

    expect(render({}, { report: { ...end, environment: { ...ready, status: 'destroyed' } } })).toContain(
      'The preview is destroyed',
    );
    expect(render({ status: 'forgotten' })).toMatch(/removed from the list without a receipt/);
    expect(render({ status: 'forgotten' })).not.toContain('| Cost |');
    expect(render({ status: 'failed', failure: 'quota' })).toContain('needs attention');
    expect(render({ status: 'pending', awaitsApproval: true })).toContain('awaits approval');
    expect(render({}, { report: { ...end, ended: 'nothing', environment: null } })).toContain(
      'There is no preview',
    );
  });
});

describe('a step that came to nothing', () => {
  const standing = render();

  it('G01: does not call the preview destroyed, and says when its lease ends it', () => {
    expect(after({ environment: ready }, null, true)).toMatch(
      /The preview could not be destroyed; its lease ends it at 2026-11-28 00:31 UTC[^]*\| Error \| <code>why/,
    );
    expect(after({}, standing, true)).toContain('its lease ends it at 2026-11-28 00:31 UTC');
    expect(after({}, null, true)).toContain('if it exists, its lease ends it');
  });

  it('has an end of the lease before it for no preview that is off the list', () => {
    for (const ended of ['failed', 'cancelled', 'underway'] as const)
      expect(after({ ended, environment: { ...ready, status: 'forgotten' } }, null, true)).toMatch(
        /^### The preview was removed from the list/,
      );
    expect(after({ ended: 'cancelled', environment: { ...ready, status: 'forgotten' } })).toMatch(
      /^### The preview was removed from the list/,
    );
    expect(after({ ended: 'cancelled', environment: { ...ready, status: 'destroyed' } })).toMatch(
      /^### The preview is destroyed/,
    );
  });

  it('G02: keeps the address of what stands', () => {
    for (const text of [after({ environment: ready }), after({}, standing)]) {
      expect(text).toContain('The preview could not be updated');
      expect(text).toContain('<a href="https://shop.example/path?a=b">');
    }
    expect(after({})).toContain('The preview could not be created');
  });

  it('G03: was cancelled, and the control plane goes on', () => {
    expect(after({ ended: 'cancelled', environment: { ...ready, status: 'pending' } })).toMatch(
      /is <code>pending<\/code>, and the control plane continues/,
    );
    expect(after({ ended: 'cancelled' })).toContain('a preview may have been created');
    expect(
      after({ ended: 'underway', environment: { ...ready, status: 'destroying' } }, null, true),
    ).toContain('continues to destroy the preview');
  });

  it('left no report, which is no fact about the preview', () => {
    expect(after(null)).toContain('The state of the preview is unknown');
    expect(after(null, standing)).toContain('<a href="https://shop.example/path?a=b">');
    expect(after(null, null, true)).toContain('The preview may not be destroyed');
  });

  it('keeps rows of ours only, and a text that was planted between them stays out', () => {
    const planted = `${standing}\n| Address | x |\nhello | Address |\n| Secret | y |\n${'| Commit | z |\n'.repeat(9)}`;
    const text = after(null, planted);

    expect(text).not.toMatch(/hello|Secret/);
    expect(text.split('\n').filter((line) => line.startsWith('| '))).toHaveLength(6);
  });
});

it.each([
  ['.idp/config.yml', '<!-- leasehold:preview 123:7:.idp%2Fconfig.yml -->'],
  ['a--b-->/c d.yml', '<!-- leasehold:preview 123:7:a%2D%2Db%2D%2D%3E%2Fc%20d.yml -->'],
])('the marker of %s names repository, number and file', (file, marker) => {
  expect(markerOf(pull, file)).toBe(marker);
});
