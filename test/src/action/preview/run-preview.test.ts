import { readFile } from 'node:fs/promises';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runEnvironmentAction } from '../../../../src/action/run-environment';
import { StepReport } from '../../../../src/action/step-report';
import type { EnvironmentView } from '../../../../src/domain/environment/view';
import { views } from '../../../support/builders/views';
import { type FakeApi, problem, type Scripted, startFakeApi } from '../../../support/cli/fake-api';
import { parseOutputs } from '../../../support/github/action-step';
import { FakeGitHub } from '../../../support/github/fake-github';

const preview = 'pr-7-shop-0a1b2c3d';
const { template, inputs } = views.ready();
const asItIs = { template: template.name, inputs };
const never = new AbortController().signal;

/** How a step is started: the event, what its file holds, what the API answers besides, and GitHub's trouble. */
interface Given {
  action?: string;
  config?: object | string;
  answers?: Record<string, Scripted | Scripted[]>;
  interrupted?: AbortSignal;
  pull?: object;
}

describe('the command preview', () => {
  let folder: string;
  let file: string;
  let github: FakeGitHub;
  let api: FakeApi;
  let log: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'leasehold-preview-'));
    file = join(folder, 'config.yml');
    github = await FakeGitHub.start();
    log = '';
  });
  afterEach(() => Promise.all([github.stop(), api.stop()]));

  const made = (more: Partial<EnvironmentView> = {}): EnvironmentView => ({
    ...views.ready(),
    name: preview,
    source: { file },
    ...more,
  });

  /** Runs it for a pull request whose previews these are. */
  const run = async (previews: EnvironmentView[], given: Given = {}) => {
    const { action = 'synchronize', config = asItIs, answers = {}, interrupted = never, pull = {} } = given;
    const url = { url: { value: 'https://shop.example', sensitive: false } };
    api = await startFakeApi({
      'GET /me': {
        kind: 'workload',
        id: 'github:repo:123:pull:7',
        name: 'acme/shop#7',
        roles: ['developer'],
        teams: [],
        preview,
        previews: previews.map(({ name }) => name),
      },
      'GET /health': { status: 'ok', at: views.ready().lease.startedAt, templates: 1 },
      ...Object.fromEntries(previews.map((view) => [`GET /environments/${view.name}`, view])),
      ...Object.fromEntries(previews.map(({ name }) => [`GET /environments/${name}/outputs`, url])),
      ...answers,
    });
    const [output, event] = [join(folder, 'output'), join(folder, 'event.json')];
    writeFileSync(file, typeof config === 'string' ? config : JSON.stringify(config));
    writeFileSync(output, '');
    writeFileSync(event, JSON.stringify({ action, number: 7, pull_request: { number: 7, ...pull } }));
    const code = await runEnvironmentAction({
      env: {
        ...github.stepOf({}),
        GITHUB_OUTPUT: output,
        GITHUB_EVENT_PATH: event,
        LEASEHOLD_COMMAND: 'preview',
        LEASEHOLD_URL: api.url,
        LEASEHOLD_CONFIG: file,
      },
      machine: { now: Date.now, sleep: async () => undefined, newId: async () => 'key', interrupted },
      write: (text) => (log += text),
    });
    const { report } = parseOutputs(await readFile(output, 'utf8'));
    return { code, report: report === undefined ? null : StepReport.parse(JSON.parse(report)) };
  };
  const changes = () => api.received.map(({ route }) => route).filter((route) => !route.startsWith('GET'));
  const missing = () => ({ [`GET /environments/${preview}`]: problem(404, 'EnvironmentNotFound') });

  it('makes the preview of its file, and reports on it', async () => {
    const created = { 'POST /environments': made(), [`GET /environments/${preview}/outputs`]: {} };

    expect(await run([], { answers: { ...missing(), ...created } })).toMatchObject({
      code: 0,
      report: { step: 'make', ended: 'done', environment: { name: preview, status: 'ready' } },
    });

    expect(api.to('POST /environments')[0]?.body).toEqual({ ...asItIs, name: preview, source: { file } });
  });

  it.each([
    ['a mistake in the file', { config: 'template: a\nnonsense: 1\n' }, 2],
    ['a file that is not there', { config: 'template: [' }, 2],
    [
      'a refusal',
      {
        config: { ...asItIs, version: '9.9.9' },
        answers: { [`PATCH /environments/${preview}`]: problem(403, 'Forbidden') },
      },
      3,
    ],
  ])('G02: tells after %s what stands', async (_what, given, code) => {
    const ended = await run([made()], given);

    expect(ended).toMatchObject({
      code,
      report: {
        step: 'make',
        ended: 'failed',
        environment: { name: preview, status: 'ready', url: 'https://shop.example' },
      },
    });
    expect(ended.report?.cause).not.toBe('');
  });

  it('G03: tells when it is cancelled while it waits how the preview is by then', async () => {
    const interruption = new AbortController();
    const planning = { ...views.planning(), name: preview, source: { file } };
    setTimeout(() => interruption.abort(), 700);

    const ended = await run([], {
      interrupted: interruption.signal,
      answers: {
        [`GET /environments/${preview}`]: [problem(404, 'EnvironmentNotFound'), planning],
        'POST /environments': planning,
      },
    });

    expect(ended).toMatchObject({
      code: 130,
      report: { ended: 'cancelled', environment: { name: preview, status: 'pending' } },
    });
  });

  it('G03: tells when it is cancelled what it knew', async () => {
    const interruption = new AbortController();
    interruption.abort();

    expect(await run([made()], { interrupted: interruption.signal })).toMatchObject({
      code: 130,
      report: { step: 'make', ended: 'cancelled', environment: null },
    });
    expect(log).toContain('title=Interrupted::');
  });

  it.each([
    ['the control plane refuses who asks', { 'GET /me': problem(401, 'Unauthenticated') }, 3, null],
    [
      'the destroy is refused',
      { [`DELETE /environments/${preview}`]: problem(403, 'Forbidden') },
      3,
      { name: preview, status: 'ready' },
    ],
    [
      'the destroy is not answered',
      { [`DELETE /environments/${preview}`]: 'hang-up' as const },
      6,
      { name: preview, status: 'ready' },
    ],
  ])('G01: a preview is not called destroyed where %s', async (_what, answers, code, environment) => {
    const ended = await run([made()], { action: 'closed', answers });

    expect(ended).toMatchObject({ code, report: { step: 'end', ended: 'failed' } });
    if (environment === null) expect(ended.report?.environment).toBeNull();
    else expect(ended.report?.environment).toMatchObject(environment);
  });

  it('destroys every preview of a pull request that is closed, and reports on that of its file', async () => {
    const other = made({ name: 'pr-7-docs-0a1b2c3d', source: { file: 'docs/config.yml', name: 'docs' } });
    const destroyed = (view: EnvironmentView) => ({ ...views.destroyed(), name: view.name });
    const answers = Object.fromEntries(
      [made(), other].map((view) => [`DELETE /environments/${view.name}`, destroyed(view)]),
    );

    expect(await run([other, made()], { action: 'closed', answers })).toMatchObject({
      code: 0,
      report: { step: 'end', ended: 'done', environment: { name: preview, status: 'destroyed' } },
    });

    expect(changes().sort()).toEqual(Object.keys(answers).sort());
  });

  const forgotten = { ...views.forgotten(), name: preview };
  it.each<[string, EnvironmentView, NonNullable<Given['answers']>]>([
    ['before', forgotten, {}],
    ['at once', made(), { [`DELETE /environments/${preview}`]: forgotten }],
    [
      'while it is destroyed',
      made(),
      {
        [`DELETE /environments/${preview}`]: { ...views.destroying(), name: preview },
        [`GET /environments/${preview}`]: [made(), forgotten],
      },
    ],
  ])('has nothing to mend where the preview was forgotten %s', async (_when, view, answers) => {
    expect(await run([view], { action: 'closed', answers })).toMatchObject({
      code: 0,
      report: {
        step: 'end',
        ended: 'done',
        environment: { status: 'forgotten', failure: null, expiresAt: null },
      },
    });
  });

  it('has nothing to destroy where there was none, and calls none destroyed', async () => {
    expect(await run([], { action: 'closed' })).toMatchObject({
      code: 0,
      report: { step: 'end', ended: 'nothing', environment: null },
    });
  });

  it.each<[string, Given]>([
    ['by its event', { pull: { state: 'closed' } }],
    ['by now, as GitHub says', {}],
    ['whatever the event is called', { action: 'labeled' }],
  ])('G10c: makes nothing for a pull request that is closed %s', async (_how, given) => {
    github.state = given.pull ? 'open' : 'closed';

    expect(await run([], given)).toMatchObject({ code: 0, report: { step: 'make', ended: 'nothing' } });

    expect(changes()).toEqual([]);
    expect(log).toContain('The pull request is closed: no preview is created.');
  });

  it('goes on where GitHub does not say whether the pull request is open', async () => {
    github.troubles.push({ route: /pulls/, answer: { status: 403, body: { message: 'Forbidden' } } });

    expect(await run([made()])).toMatchObject({ code: 0, report: { ended: 'done' } });
    expect(log).toContain('state of the pull request could not be read');
  });

  it.each([
    ['the preview of another file', {}, 'b/config.yml', undefined],
    ['a named one of another file', { name: 'docs' }, 'docs/config.yml', 'docs'],
    ['one of another file with the same name', { name: 'a' }, 'x', 'a'],
  ])('G08: refuses to change %s, and names that', async (_what, called, other, name) => {
    const view = made({ source: { file: other, ...(name !== undefined && { name }) } });

    expect(await run([view], { config: { ...asItIs, ...called } })).toMatchObject({
      code: 5,
      report: { ended: 'failed', environment: null },
    });

    expect(changes()).toEqual([]);
    expect(log).toContain(`'${preview}' was created from ${other}`);
  });

  it('G08: makes one beside it where its file has a name of its own', async () => {
    const named = 'pr-7-docs-0a1b2c3d';
    const config = { ...asItIs, name: 'docs' };
    const answers = {
      [`GET /environments/${named}`]: problem(404, 'EnvironmentNotFound'),
      [`GET /environments/${named}/outputs`]: {},
      'POST /environments': { ...made(), name: named },
    };

    expect(await run([made({ source: { file: 'b/config.yml' } })], { config, answers })).toMatchObject({
      code: 0,
      report: { environment: { name: named } },
    });

    expect(api.to('POST /environments')[0]?.body).toMatchObject({
      name: named,
      source: { file, name: 'docs' },
    });
  });

  it('takes one for its own that was made before files were kept', async () => {
    const { source: _, ...before } = made();

    expect(await run([before])).toMatchObject({ code: 0, report: { environment: { name: preview } } });
    expect(changes()).toEqual([]);
  });

  it('says why there is no address where the output that was named has none to show', async () => {
    const outputs = { token: { value: null, sensitive: true } };
    const answers = { [`GET /environments/${preview}/outputs`]: outputs };

    await run([made()], { config: { ...asItIs, url: 'token' }, answers });

    expect(log).toContain("The output 'token' is sensitive");
  });

  it('reports what fits a variable of a step, however much a plan does', async () => {
    const address = (index: number) => `module.${'é'.repeat(400)}.x[${index}]`;
    const addresses = Array.from({ length: 140 }, (_, index) => ({
      address: address(index),
      reason: 'imported' as const,
      why: '😀'.repeat(250),
    }));
    const waiting = views.waiting();
    const view = made({ ...waiting, name: preview, plan: { ...waiting.plan!, addresses } });

    const { report } = await run([view]);

    expect(report?.environment?.approvalFor).toHaveLength(11);
    expect(report?.environment?.approvalFor.at(-1)).toBe("and 130 more: 'idp plan' shows all");
    expect(Buffer.byteLength(JSON.stringify(report))).toBeLessThan(65_536);
  });
});
