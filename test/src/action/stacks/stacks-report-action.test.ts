import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runStacksReportAction } from '../../../../src/action/stacks/publish/run-stacks-report';
import type { StackReport } from '../../../../src/action/stacks/stacks-report';
import { reportText } from '../../../../src/action/stacks/stacks-report';
import { FakeGitHub } from '../../../support/github/fake-github';

const commit = 'c'.repeat(40);
const pushed = 'd'.repeat(40);
const event = {
  action: 'synchronize',
  number: 7,
  pull_request: { number: 7, head: { ref: 'topic', sha: pushed } },
};
let github: FakeGitHub;
let file: string;

beforeEach(async () => {
  github = await FakeGitHub.start();
  file = join(mkdtempSync(join(tmpdir(), 'leasehold-event-')), 'event.json');
  writeFileSync(file, JSON.stringify(event));
});
afterEach(() => github.stop());

const stackOf = (more: Partial<StackReport> = {}): StackReport => ({
  stack: 'shop',
  verdict: 'good',
  title: 'Revision 3 is applied',
  sections: [],
  ...more,
});
const show = async (command: string, stacks: StackReport[] | undefined, problems: string[] = []) => {
  const about = { command: 'apply' as const, folder: 'stacks', problems, cause: null, unchanged: 2 };
  let log = '';
  const code = await runStacksReportAction({
    env: {
      ...github.stepOf({}),
      GITHUB_EVENT_PATH: file,
      GITHUB_SHA: commit,
      LEASEHOLD_COMMAND: command,
      LEASEHOLD_FOLDER: 'stacks',
      LEASEHOLD_REPORT: stacks && reportText({ ...about, stacks }),
    },
    machine: { now: Date.now, sleep: async () => undefined, interrupted: new AbortController().signal },
    write: (text) => (log += text),
  });
  return { code, log };
};
const plain = (text = '') =>
  text.replace(/&#(\d+);/g, (_, point: string) => String.fromCodePoint(Number(point)));

describe('checks and deployments of stacks', () => {
  it('are one of each for a stack and a commit, in progress first and then as it ended', async () => {
    await show('deployments', [stackOf({ verdict: 'started', title: 'is being applied' })]);
    expect(github.records.checks).toMatchObject([
      { name: 'stack shop', head_sha: commit, status: 'in_progress' },
    ]);
    expect(await show('deployments', [stackOf()])).toMatchObject({ code: 0 });

    expect(github.records.checks).toMatchObject([{ status: 'completed', conclusion: 'success' }]);
    const [deployment, ...others] = github.records.deployments;
    expect(others).toEqual([]);
    expect(deployment).toMatchObject({ sha: commit, environment: 'shop' });
    expect(deployment?.statuses.map(({ state }) => state)).toEqual(['in_progress', 'success']);
  });

  it('say of a stack that waits for a person who may approve, with the command', async () => {
    const sections = [{ title: 'To approve', lines: ['idp stacks approve shop --component vpc'] }];
    await show('deployments', [stackOf({ verdict: 'waits', title: 'Revision 3 awaits approval', sections })]);

    expect(github.records.deployments[0]?.statuses).toMatchObject([
      { state: 'pending', description: 'Revision 3 awaits approval; an approver: idp stacks approve shop' },
    ]);
    const [check] = github.records.checks;
    expect(check).toMatchObject({ conclusion: 'action_required' });
    expect(plain(check?.output.summary)).toContain('idp stacks approve shop --component vpc');
  });

  it.each([
    ['failed', 'failure', 'failure'],
    ['held', 'neutral', 'queued'],
  ] as const)('of one that is %s: %s, %s', async (verdict, conclusion, state) => {
    await show('deployments', [stackOf({ verdict })]);
    expect(github.records.checks).toMatchObject([{ conclusion }]);
    expect(github.records.deployments[0]?.statuses).toMatchObject([{ state }]);
  });

  it('are of the commit that was pushed, on a pull request', async () => {
    await show('checks', [stackOf()]);
    expect(github.records.checks).toMatchObject([{ head_sha: pushed }]);
    expect(github.records.deployments).toEqual([]);
  });

  it('name the permission that the job lacks', async () => {
    const answer = { status: 403, body: { message: 'Resource not accessible by integration' } };
    github.troubles.push({ route: /POST .*check-runs/, answer });
    const { code, log } = await show('deployments', [stackOf()]);
    expect(code).not.toBe(0);
    expect(log).toContain('checks%3A write'.replace('%3A', ':'));
  });
});

describe('the comment of stacks', () => {
  it('is one for a folder, changed from then on, and in it no text of others is more than text', async () => {
    const hostile = '</code><img src=x> @acme/all [x](http://x)';
    await show('comment', [stackOf({ title: hostile, sections: [{ title: hostile, lines: [hostile] }] })]);
    expect(github.comments[0]?.body).not.toMatch(/<img|@acme|\]\(http:\/\/x/);
    await show('comment', [stackOf({ title: '3 of 3 components are planned' })]);

    expect(github.comments).toHaveLength(1);
    expect(plain(github.comments[0]?.body)).toContain('3 of 3 components are planned');
    expect(plain(github.comments[0]?.body)).toContain('2 as the control plane has them');
  });

  it('has the problems of the files, and says where the job before ended without a word', async () => {
    await show('comment', [], ['dev.yaml:7:3 there is no template vcp']);
    expect(plain(github.comments[0]?.body)).toContain('dev.yaml:7:3 there is no template vcp');
    await show('comment', undefined);
    expect(plain(github.comments[0]?.body)).toContain('The job ended before it could say anything');
  });

  it('counts the stacks that it has no room for', async () => {
    const lines = Array.from({ length: 12 }, () => '{}'.repeat(100));
    const stacks = Array.from({ length: 30 }, (_, index) =>
      stackOf({ stack: `s${index}`, sections: [{ title: 'Causes', lines }] }),
    );
    expect(await show('comment', stacks)).toMatchObject({ code: 0 });
    expect(github.comments[0]?.body.length).toBeLessThan(65_536);
    expect(github.comments[0]?.body).toMatch(/\d+ more in the log of the job/);
  });
});

describe('the issue of drift', () => {
  const drifted = (lines: string[]) =>
    stackOf({ verdict: 'drifted', title: 'has drifted: 1 cause', sections: [{ title: 'Causes', lines }] });

  it('is one for a stack, changed while there is drift, and closed when there is none', async () => {
    await show('issues', [drifted(['a row']), stackOf({ stack: 'blog', verdict: 'clean' })]);
    await show('issues', [drifted(['another row'])]);
    expect(github.records.issues).toMatchObject([{ title: 'The stack shop has drifted', state: 'open' }]);
    expect(plain(github.records.issues[0]?.body)).toContain('another row');

    await show('issues', [stackOf({ verdict: 'clean', title: 'has no drift' })]);
    expect(github.records.issues).toMatchObject([{ state: 'closed', state_reason: 'completed' }]);
    await show('issues', [drifted(['again'])]);
    expect(github.records.issues.map(({ state }) => state)).toEqual(['closed', 'open']);
  });

  it('is left alone where a person wrote one like it, and of two of its own one is closed', async () => {
    await show('issues', [drifted(['a row'])]);
    const [own] = github.records.issues;
    github.records.issues.push(
      { ...own!, number: 2, user: { type: 'User' } },
      { ...own!, number: 3, user: { type: 'Bot' } },
    );
    await show('issues', [drifted(['a row'])]);
    expect(github.records.issues.map(({ state }) => state)).toEqual(['open', 'open', 'closed']);
  });

  it('of a stack that nothing is said of stays as it is', async () => {
    await show('issues', [drifted(['a row'])]);
    await show('issues', []);
    expect(github.records.issues).toMatchObject([{ state: 'open' }]);
  });
});
