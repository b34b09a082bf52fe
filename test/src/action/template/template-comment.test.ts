import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTemplateCommentAction } from '../../../../src/action/template/run-template-comment';
import { type TemplateReport, trialReport } from '../../../../src/action/template/template-report';
import { FakeGitHub } from '../../../support/github/fake-github';

const commit = '0123456789abcdef0123456789abcdef01234567';
const passed = trialReport({
  result: 'passed',
  environment: 'pr-7-try-1a2b3c-0123abcd',
  life: '01KDVDNA000000000000000003',
  expiresAt: '2026-01-01T01:00:00.000Z',
  resources: ['2 × aws_subnet', 'aws_vpc'],
  cost: { monthly: 32.85, lease: 0.05, unpriced: 1, stated: 32.85 },
  receipt: { built: true, checked: 3, digest: 'd', endedAt: '2026-01-01T00:10:00.000Z' },
});
const report: TemplateReport = {
  folder: 'vpc',
  template: 'shop/vpc 1.0.0',
  reasons: [],
  notes: ['No price is recorded for aws_thing; they are not estimated.'],
  cause: null,
  trial: passed,
};

/** A comment as it reads once its entities are resolved. */
const read = (text: string) =>
  text.replace(/&#(\d+);/g, (_, point: string) => String.fromCodePoint(Number(point)));

describe('the comment on a template', () => {
  let github: FakeGitHub;
  beforeEach(async () => {
    github = await FakeGitHub.start();
  });
  afterEach(() => github.stop());

  const comment = async (found: TemplateReport | undefined, folder = 'vpc') => {
    const event = join(mkdtempSync(join(tmpdir(), 'leasehold-event-')), 'event.json');
    const pull = { number: 7, head: { ref: 'topic', sha: commit } };
    writeFileSync(event, JSON.stringify({ action: 'opened', repository: { id: 42 }, pull_request: pull }));
    return runTemplateCommentAction({
      env: {
        ...github.stepOf({}),
        GITHUB_EVENT_PATH: event,
        LEASEHOLD_REPORT: found === undefined ? '' : JSON.stringify(found),
        LEASEHOLD_FOLDER: folder,
      },
      machine: { now: Date.now, sleep: async () => undefined, interrupted: new AbortController().signal },
      write: () => undefined,
    });
  };
  const text = () => read(github.comments.map(({ body }) => body).join('\n---\n'));

  it('says checks, resources, price over the lease, receipt and notes, and is changed by the next commit', async () => {
    expect(await comment({ ...report, trial: null, template: null, reasons: ['main.tf: a program'] })).toBe(
      0,
    );
    expect(text()).toContain('### <code>vpc</code> cannot be published\n');
    expect(text()).toContain('| Refused | <code>main.tf: a program</code> |');

    expect(await comment(report)).toBe(0);

    expect(github.comments).toHaveLength(1);
    expect(text()).toContain('### <code>shop/vpc 1.0.0</code> can be published, and its trial passed');
    expect(text()).toContain('| Resources | <code>2 × aws_subnet</code><br><code>aws_vpc</code> |');
    expect(text()).toContain(
      '| Cost | <code>$0.05 over the lease of the trial, $32.85 a month; 1 part not priced</code> |',
    );
    expect(text()).toContain('3 resources checked, nothing is left');
    expect(text()).toContain("'idp receipt 01KDVDNA000000000000000003'");
    expect(text()).toContain('No price is recorded for aws_thing');
    expect(text()).toContain(`Commit <code>${commit.slice(0, 12)}</code> of <code>topic</code>`);
  });

  it('says where template.yaml states another price than the plan has', async () => {
    await comment({
      ...report,
      trial: trialReport({ ...passed, cost: { monthly: 0, lease: 0, unpriced: 0, stated: 32.85 } }),
    });

    expect(text()).toContain("$0.00 a month; template.yaml states $32.85 a month: correct its 'cost'");
  });

  it('is one for each folder', async () => {
    await comment(report);
    await comment({ ...report, folder: 'a--b' }, 'a--b');
    await comment(report);

    expect(github.comments).toHaveLength(2);
  });

  it.each([
    [{ trial: trialReport({ ...passed, result: 'failed', why: ['quota'] }) }, 'but its trial failed'],
    [{ trial: trialReport({ ...passed, result: 'left', why: ['x'] }) }, 'is not destroyed yet'],
    [{ trial: trialReport({ result: 'none', why: ['no rule'] }) }, 'it was not tried'],
    [
      { trial: trialReport({ ...passed, result: 'waits' }) },
      "An approver runs 'idp approve pr-7-try-1a2b3c-0123abcd'",
    ],
    [{ trial: null, cause: 'TargetForbidden' }, 'could not be tried'],
    [{ trial: null, template: null, cause: 'Not signed in' }, 'could not be checked'],
  ] as const)('says what became of the trial: %j', async (more, said) => {
    await comment({ ...report, ...more });

    expect(text()).toContain(said);
  });

  it('does not let an older verdict stand where the job left no report', async () => {
    await comment(report);
    await comment(undefined);

    expect(text()).toContain('was not checked: the workflow left no report');
    expect(text()).not.toContain('trial passed');
  });

  it.each(['@everyone', '<script>', '| a | b |', '![x](y)', 'a\nb', '\u202Eabc'])(
    'prints %j as nothing but text',
    async (hostile) => {
      await comment({ ...report, notes: [hostile], reasons: [hostile], template: hostile });

      const [{ body } = { body: '' }] = github.comments;
      expect(body).not.toMatch(/[@\u202E]|<script|!\[|\| a \|/);
    },
  );
});
