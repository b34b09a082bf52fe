import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { renderResolved } from '../../../../src/domain/stack/render-resolved';
import { planDigest, start } from '../../../support/builders/births';
import { ulidAt } from '../../../support/builders/ulids';
import { views } from '../../../support/builders/views';
import { type FakeApi, problem, type Scripted, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';
import { componentView, stackView } from '../../../support/stacks/stack-views';

type Document = ReturnType<typeof renderResolved>;
type Body = { document: Document; team?: string; stop?: number };

const bundle = 'a'.repeat(64);
const list = (...items: object[]) => ({ items, next: null });
const manifest = {
  lease: { default: '7d', max: '30d', permanent: false },
  inputs: {
    type: 'object',
    additionalProperties: false,
    properties: { note: { type: 'string', description: 'A note' } },
    required: [],
  },
  outputs: { url: { description: 'Its address', sensitive: false, schema: { type: 'string' } } },
};
const file = (note: string) => `stack: dev
lease: 7d
components:
  vpc: { template: vpc@1, inputs: { note: ${note} } }
  db: { template: vpc@1, inputs: { note: { ref: vpc.url } } }
`;
const waits = (name: string) =>
  componentView(name, { state: 'waiting', current: false, approve: planDigest });
const notBuilt = componentView('db', {
  layer: 2,
  state: 'not-built',
  current: false,
  life: null,
  waitsFor: ['vpc'],
});
const awaiting = stackView({ status: 'awaiting-approval', components: [waits('vpc'), notBuilt] });
const ready = stackView({ components: [componentView('vpc'), componentView('db', { layer: 2 })] });
const applying = stackView({
  status: 'applying',
  components: [componentView('vpc', { state: 'applying', current: false }), notBuilt],
});
const environment = { ...views.waiting(), name: 'dev.vpc', can: ['approve'] };
const notFound = problem(404, 'StackNotFound');

let cwd: string;
let api: FakeApi;
const write = (note: string) => writeFileSync(join(cwd, 'stacks/dev.yaml'), file(note));
const idp = (argv: string[], around: Parameters<typeof runIdp>[1] = {}) =>
  runIdp(['stacks', ...argv], { url: api.url, cwd, ...around });
const serve = async (script: Record<string, Scripted | Scripted[]>) => {
  api = await startFakeApi({
    'GET /templates': list({ name: 'vpc', versions: ['1.0.0'] }),
    'GET /templates/vpc': { name: 'vpc', version: '1.0.0', bundle, manifest },
    'GET /targets': list(),
    'GET /summary': { at: start, quotas: [] },
    'GET /environments/dev.vpc': environment,
    'POST /stacks': applying,
    ...script,
  });
};
/** What the folder says now, as it is sent. */
async function documentNow(): Promise<Document> {
  await serve({ 'GET /stacks/dev': notFound });
  await idp(['apply', 'dev', '--yes', '--no-wait']);
  const { document } = api.to('POST /stacks')[0]?.body as Body;
  await api.stop();
  return document;
}

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'leasehold-plane-stacks-'));
  mkdirSync(join(cwd, 'stacks'));
  write('one');
});
afterEach(async () => {
  await api.stop();
  rmSync(cwd, { recursive: true });
});

describe('idp stacks apply', () => {
  it('shows what is new, asks, sends the resolved stack, and follows it', async () => {
    await serve({ 'GET /stacks/dev': [notFound, applying, ready] });

    const { code, stdout } = await idp(['apply', 'dev', '--team', 'shop'], { typed: 'y\n' });

    expect([code, stdout]).toEqual([0, expect.stringContaining('+ db  new\n+ vpc  new\n')]);
    expect(stdout).toMatch(/dev\.vpc: applying\ndev\.db: not built, waits for vpc\n/);
    expect(stdout).toMatch(/dev\.vpc: ready\ndev\.db: ready\n/);
    expect(stdout).toMatch(/Status +ready\n/);
    expect(api.to('POST /stacks')[0]?.body).toMatchObject({
      team: 'shop',
      document: { stack: 'dev', components: { db: { references: [{ path: '/note', ref: 'vpc.url' }] } } },
    });
  });

  it('knows a template that was published after the list of templates was made', async () => {
    await serve({ 'GET /templates': list(), 'GET /stacks/dev': notFound });

    const { code } = await idp(['apply', 'dev', '--yes', '--no-wait']);

    expect([code, api.to('POST /stacks')]).toEqual([0, [expect.anything()]]);
  });

  it('sends nothing where nobody says yes', async () => {
    await serve({ 'GET /stacks/dev': notFound });

    const { code } = await idp(['apply', 'dev'], { typed: 'N\n' });

    expect([code, api.to('POST /stacks')]).toEqual([10, []]);
  });

  it('sends nothing where the folder says what is in force', async () => {
    const document = await documentNow();
    await serve({ 'GET /stacks/dev': ready, 'GET /stacks/dev/document': document });

    const { code, stdout } = await idp(['apply', 'dev']);

    expect([code, stdout]).toEqual([
      0,
      'No changes: revision 1 of dev is what the folder says.\nThe stack dev is ready.\n',
    ]);
    expect(api.to('POST /stacks')).toEqual([]);
  });

  it.each([
    [{ status: 'failed' as const }, 7, 'idp stacks retry dev'],
    [{ status: 'awaiting-approval' as const }, 0, 'idp stacks approve dev'],
  ])('says what is to be done where the same is in force and is %j', async (more, exit, next) => {
    const document = await documentNow();
    await serve({ 'GET /stacks/dev': stackView(more), 'GET /stacks/dev/document': document });

    const { code, stdout } = await idp(['apply', 'dev']);

    expect([code, stdout]).toEqual([exit, expect.stringContaining(`Next: ${next}`)]);
  });

  it('sends the same again where it was stopped', async () => {
    const document = await documentNow();
    const stopped = { at: start, by: 'bob', why: 'cancelled' as const };
    const cancelled = stackView({ status: 'cancelled', revision: { ...ready.revision, stopped } });
    await serve({ 'GET /stacks/dev': cancelled, 'GET /stacks/dev/document': document });

    await idp(['apply', 'dev', '--yes', '--no-wait']);

    expect(api.to('POST /stacks')).toHaveLength(1);
  });

  it('shows from what to what a value changes, and what follows', async () => {
    const document = await documentNow();
    write('two');
    await serve({ 'GET /stacks/dev': applying, 'GET /stacks/dev/document': document });

    const { stdout } = await idp(['apply', 'dev', '--stop', '1'], { typed: 'N\n' });
    const diff = await idp(['diff', 'dev']);

    const change = '~ vpc  changes\n    note: "one" -> "two"  (stacks/dev.yaml:4:43)\n';
    expect(stdout).toContain(
      `~ db  changes where the values that it uses do\n    it uses vpc.url\n${change}`,
    );
    expect(stdout).toContain('Revision 1 is applying: it is stopped first.');
    expect(diff.stdout).not.toContain('Revision 1 is');
    expect([diff.code, diff.stdout]).toEqual([7, expect.stringContaining(change)]);
  });

  it('leaves where a plan waits for another person', async () => {
    await serve({ 'GET /stacks/dev': [notFound, awaiting] });

    const { code, stdout } = await idp(['apply', 'dev', '--yes']);

    expect(code).toBe(0);
    expect(stdout).toMatch(/1 +vpc +vpc@1\.0\.0 +planned +its plan awaits approval\n/);
    expect(stdout).toContain('Next: idp stacks approve dev\n');
    expect(api.to('POST /stacks/dev/approve')).toEqual([]);
  });

  it('asks whoever may approve for each plan at a terminal, and goes on', async () => {
    await serve({
      'GET /stacks/dev': [notFound, awaiting, ready],
      'POST /stacks/dev/approve': applying,
    });

    const { code, stdout } = await idp(['apply', 'dev'], { tty: true, typed: 'y\ny\n' });

    expect(code).toBe(0);
    expect(stdout).toContain('Approve vpc? (y/N) ');
    expect(api.to('POST /stacks/dev/approve')[0]?.body).toEqual({ plans: { vpc: planDigest } });
    expect(stdout).toMatch(/layer 1 +vpc/);
  });

  it('asks nobody who may not approve', async () => {
    await serve({
      'GET /stacks/dev': [notFound, awaiting],
      'GET /environments/dev.vpc': { ...environment, can: [] },
    });

    const { code, stdout } = await idp(['apply', 'dev'], { tty: true, typed: 'y\n' });

    expect([code, stdout.includes('Approve vpc?')]).toEqual([0, false]);
  });

  it('leaves where the revision in force awaits approval before it', async () => {
    const waiting = { ...awaiting.revision, number: 2 };
    const behind = { ...awaiting, waiting };
    await serve({ 'GET /stacks/dev': [notFound, behind], 'POST /stacks': behind });

    const { code, stdout } = await idp(['apply', 'dev', '--yes']);

    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining('Revision 2 waits for revision 1. The stack dev is awaiting-approval.'),
    ]);
  });

  it('is no success where another revision took its place', async () => {
    const later = stackView({ revision: { ...ready.revision, number: 2 } });
    await serve({ 'GET /stacks/dev': [notFound, later] });

    const { code, stdout } = await idp(['apply', 'dev', '--yes']);

    expect([code, stdout]).toEqual([7, expect.stringContaining('Revision 1 is not applied')]);
  });

  it('ends with 7 where a component fails, and says which and why', async () => {
    const failure = 'The run failed: no such role';
    const failed = stackView({
      status: 'failed',
      components: [componentView('vpc', { state: 'failed', current: false, failure })],
    });
    await serve({ 'GET /stacks/dev': [notFound, failed] });

    const { code, stdout } = await idp(['apply', 'dev', '--yes']);

    expect([code, stdout]).toEqual([7, expect.stringContaining(failure)]);
    expect(stdout).toContain('Next: idp status dev.vpc\nNext: idp stacks retry dev\n');
  });

  it('says how large a document is that the control plane would refuse, before it is sent', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const note = 'x'.repeat(180_000);
    for (const name of names)
      writeFileSync(
        join(cwd, `stacks/${name}.yaml`),
        `components:\n  ${name}: { template: vpc@1, inputs: { note: ${note} } }\n`,
      );
    writeFileSync(join(cwd, 'stacks/dev.yaml'), `stack: dev\nlease: 7d\nimport: [${names.join(', ')}]\n`);
    await serve({ 'GET /stacks/dev': notFound });

    const { code, stderr } = await idp(['apply', 'dev', '--yes']);

    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/1\.04 MiB; the control plane takes at most 1 MiB/),
    ]);
    expect(api.to('POST /stacks')).toEqual([]);
  });

  it.each<[string, string[], Record<string, Scripted>, number, string]>([
    ['is not in the folder', ['apply', 'dve'], { 'GET /stacks/dve': notFound }, 4, 'Did you mean dev?'],
    [
      'is on the control plane only',
      ['apply', 'old'],
      { 'GET /stacks/old': stackView({ name: 'old' }) },
      4,
      "The control plane has a stack 'old'",
    ],
    [
      'has a revision that is no number',
      ['apply', 'dev', '--stop', 'x'],
      {
        'GET /stacks/dev': ready,
        'GET /stacks/dev/document': {
          format: 1,
          stack: 'dev',
          layers: [{ file: 'x', digest: bundle }],
          components: {},
        },
      },
      2,
      'not the number of a revision',
    ],
    [
      'has no control plane that lets the caller in',
      ['apply', 'dev'],
      { 'GET /stacks/dev': problem(401, 'Unauthenticated') },
      3,
      'Unauthenticated',
    ],
    [
      'has templates that cannot be read',
      ['apply', 'dev'],
      { 'GET /stacks/dev': notFound, 'GET /templates': problem(403, 'Forbidden') },
      6,
      'The templates could not be read',
    ],
    ['is nowhere', ['status', 'dev'], { 'GET /stacks/dev': notFound }, 4, 'StackNotFound'],
  ])('a stack that %s is refused', async (_, argv, script, exit, words) => {
    await serve(script);

    const { code, stderr } = await idp(argv);

    expect([code, stderr]).toEqual([exit, expect.stringContaining(words)]);
    expect(api.to('POST /stacks')).toEqual([]);
  });

  it.each([
    ['stack: dev\ncomponents:\n  vpc: { template: vpc@1 }\n', 'lease the stack has none'],
    [
      'stack: dev\nlease: 7d\ncomponents:\n  vpc: { template: vpc@1, enabled: false }\n',
      'a stack has 1 to 40',
    ],
  ])('is not sent where the control plane would refuse it', async (text, words) => {
    writeFileSync(join(cwd, 'stacks/dev.yaml'), text);
    await serve({ 'GET /stacks/dev': notFound });

    const { code, stdout, stderr } = await idp(['apply', 'dev', '--yes']);

    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(words)]);
    expect(stderr).toContain("The stack 'dev' in stacks/dev.yaml cannot be applied");
    expect(api.to('POST /stacks')).toEqual([]);
  });

  it('is not sent where a layer of it is wrong', async () => {
    writeFileSync(join(cwd, 'stacks/dev.yaml'), 'stack: dev\ncomponents:\n  vpc: { template: vpc@2 }\n');
    await serve({ 'GET /stacks/dev': notFound });

    const { code, stderr } = await idp(['apply', 'dev', '--yes']);

    expect([code, stderr]).toEqual([2, expect.stringContaining('stacks/dev.yaml:3:20')]);
    expect(api.to('POST /stacks')).toEqual([]);
  });
});

describe('idp stacks', () => {
  it('status lists the stacks of the control plane', async () => {
    await serve({ 'GET /stacks': list(ready, { ...awaiting, name: 'prod', team: 'shop' }) });

    const { stdout } = await idp(['status'], { columns: 120, tty: true, env: { NO_COLOR: '1' } });
    const fields = await idp(['status', '--json=name,status']);

    expect(stdout).toMatch(/^dev +ready +2 of 2 +1 +people:ada@example.com +in 7d\nprod +awaiting-approval/m);
    expect(JSON.parse(fields.stdout)).toEqual([
      { name: 'dev', status: 'ready' },
      { name: 'prod', status: 'awaiting-approval' },
    ]);
  });

  it('status says where a component is in the line of its target, and for how long', async () => {
    const line = { position: 3, of: 12, since: '2025-12-31T23:52:00.000Z' };
    const components = [componentView('vpc', { state: 'planning', current: false, line })];
    api = await startFakeApi({ 'GET /stacks/dev': stackView({ status: 'applying', components }) });
    const { stdout } = await idp(['status', 'dev'], { columns: 160 });
    expect(stdout).toContain('planning  waits for a slot of its target for 8m: 3 of 12 in line');
  });

  it('status says why a yes to the plan of the whole stack does not cover a plan', async () => {
    const uncovered = 'aws_sqs_queue.one is replaced';
    await serve({ 'GET /stacks/dev': { ...awaiting, components: [{ ...waits('vpc'), uncovered }] } });

    const { stdout } = await idp(['status', 'dev']);

    expect(stdout).toContain(`its plan awaits approval: ${uncovered}`);
  });

  it('status --watch follows, and ends as the stack does', async () => {
    const failed = stackView({ status: 'failed' });
    await serve({ 'GET /stacks/dev': [applying, failed] });

    const watched = await idp(['status', 'dev', '--watch']);
    const looked = await idp(['status', 'dev']);

    expect([watched.code, looked.code]).toEqual([7, 0]);
    expect(watched.stdout).toContain('dev.vpc: applying\n');
  });

  it('approve shows each plan and sends the digests of those that got a yes', async () => {
    const two = { ...awaiting, components: [waits('vpc'), waits('web')] };
    const web = { ...environment, name: 'dev.web' };
    await serve({
      'GET /stacks/dev': [two, ready],
      'GET /environments/dev.web': web,
      'POST /stacks/dev/approve': applying,
    });

    const { code, stdout } = await idp(['approve', 'dev'], { typed: 'n\ny\n' });

    expect(code).toBe(0);
    expect(stdout).toMatch(/Plan of vpc\n[^]*Approve vpc\? [^]*Plan of web\n[^]*Approve web\? /);
    expect(api.to('POST /stacks/dev/approve')[0]?.body).toEqual({ plans: { web: planDigest } });
  });

  it.each<[string[], string, number, object | undefined]>([
    [['--all'], 'y\n', 0, { vpc: planDigest, old: 'destroy' }],
    [['--all'], 'n\n', 10, undefined],
    [['--yes'], '', 0, { vpc: planDigest, old: 'destroy' }],
    [['--component', 'old'], 'y\n', 0, { old: 'destroy' }],
    [[], '', 10, undefined],
    [['--component', 'db'], 'y\n', 5, undefined],
    [['--component', 'vcp'], 'y\n', 2, undefined],
    [['--all', '--component', 'vpc'], 'y\n', 2, undefined],
  ])('approve %j, answered %j, ends with %d', async (flags, typed, exit, plans) => {
    const old = componentView('old', { template: null, current: false, approve: 'destroy' });
    await serve({
      'GET /stacks/dev': [{ ...awaiting, components: [waits('vpc'), old, notBuilt] }, ready],
      'GET /environments/dev.old': { ...environment, name: 'dev.old' },
      'POST /stacks/dev/approve': applying,
    });

    const { code } = await idp(['approve', 'dev', ...flags], { typed });

    expect([code, api.to('POST /stacks/dev/approve')[0]?.body]).toEqual([exit, plans && { plans }]);
  });

  it('approve says so where nothing waits', async () => {
    await serve({ 'GET /stacks/dev': ready });

    const { code, stderr } = await idp(['approve', 'dev', '--yes']);

    expect([code, stderr]).toEqual([
      5,
      expect.stringContaining("The stack 'dev' is ready; no plan of it awaits"),
    ]);
  });

  it('reject and cancel name the revision that was seen', async () => {
    const seen = { ...awaiting, revision: { ...awaiting.revision, number: 3 } };
    const cancelled = stackView({ status: 'cancelled' });
    await serve({
      'GET /stacks/dev': [seen, seen, cancelled],
      'POST /stacks/dev/reject': stackView({ status: 'rejected' }),
      'POST /stacks/dev/cancel': { ...applying },
    });

    const rejected = await idp(['reject', 'dev', '--reason', 'too dear']);
    const stopped = await idp(['cancel', 'dev']);

    expect(api.to('POST /stacks/dev/reject')[0]?.body).toEqual({ revision: 3, reason: 'too dear' });
    expect(api.to('POST /stacks/dev/cancel')[0]?.body).toEqual({ revision: 3 });
    expect(rejected.stdout).toContain('Revision 3 is rejected. The stack dev is rejected.');
    expect([stopped.code, stopped.stdout]).toEqual([0, expect.stringMatching(/Status +cancelled/)]);
  });

  it('retry follows what is tried again', async () => {
    await serve({ 'POST /stacks/dev/retry': applying, 'GET /stacks/dev': ready });
    expect(await idp(['retry', 'dev'])).toMatchObject({ code: 0 });
  });

  it.each([
    [['2d'], 0],
    [['--by', '2d'], 0],
    [[], 2],
    [['2d', '--by', '1d'], 2],
  ])('extend %j ends with %d', async (words, exit) => {
    await serve({ 'POST /stacks/dev/extend': ready });

    const { code } = await idp(['extend', 'dev', ...words]);

    expect([code, api.to('POST /stacks/dev/extend').map(({ body }) => body)]).toEqual([
      exit,
      exit === 0 ? [{ ttl: '2d' }] : [],
    ]);
  });

  it('destroy has the name typed, follows the end, and shows the receipts of lives that are gone', async () => {
    const destroying = stackView({
      status: 'destroying',
      ending: { at: start, by: 'ada', reason: 'requested' },
    });
    const gone = componentView('vpc', { state: 'gone', life: null });
    const destroyed = { ...destroying, status: 'destroyed' as const, components: [gone] };
    await serve({
      'GET /stacks/dev': [ready, ready, destroyed],
      'DELETE /stacks/dev': destroying,
      [`GET /lives/${ulidAt(start, 7)}`]: { ...views.destroyed(), name: 'dev.vpc', evidence: null },
    });

    const unsure = await idp(['destroy', 'dev'], { typed: 'dve\n' });
    const { code, stdout } = await idp(['destroy', 'dev'], { typed: 'dev\n' });

    expect([unsure.code, code]).toEqual([10, 0]);
    expect(api.to('DELETE /stacks/dev')).toHaveLength(1);
    expect(stdout).toContain('Receipt of dev.vpc');
    expect(stdout).toContain('The stack dev is destroyed: 1 of 1 components have ended.');
  });

  it('destroy ends with 7 where a component is stuck, and names it', async () => {
    const ending = { at: start, by: 'ada', reason: 'requested' as const };
    const failure = 'The bucket is not empty';
    const vpc = componentView('vpc', { state: 'destroying', current: false, stuck: true, failure });
    const stuck = stackView({ status: 'stuck', ending, components: [vpc] });
    await serve({
      'GET /stacks/dev': [ready, stuck],
      'DELETE /stacks/dev': { ...stuck, status: 'destroying' },
      [`GET /lives/${ulidAt(start, 7)}`]: { ...views.destroying(), evidence: null },
    });

    const { code, stdout } = await idp(['destroy', 'dev', '--yes']);

    expect([code, stdout]).toEqual([7, expect.stringContaining(failure)]);
    expect(stdout).toContain('Next: idp stacks retry dev');
  });

  it('says that the work goes on where whoever watches leaves', async () => {
    const leaving = new AbortController();
    await serve({ 'GET /stacks/dev': [ready, applying], 'POST /stacks/dev/retry': applying });
    const leave = (text: string) => text.includes('dev.vpc: applying') && leaving.abort();

    const { code, stderr } = await idp(['retry', 'dev'], { interrupted: leaving.signal, onSaid: leave });

    expect([code, stderr]).toEqual([
      130,
      expect.stringContaining("'idp stacks status dev --watch' follows it"),
    ]);
  });

  it('does not take another stack of the same name for the one that it watches', async () => {
    await serve({
      'GET /stacks/dev': stackView({ id: ulidAt(start, 9) }),
      'POST /stacks/dev/retry': applying,
    });

    const { code, stderr } = await idp(['retry', 'dev']);

    expect([code, stderr]).toEqual([5, expect.stringContaining('that was watched has ended')]);
  });

  it('timeline says when each component was asked for, applied and ready; events what happened', async () => {
    const at = (seconds: number) => new Date(Date.parse(start) + seconds * 1_000).toISOString();
    const event = (type: string, seconds: number) => ({
      id: type,
      seq: 1,
      type,
      at: at(seconds),
      actor: 'ada',
      data: {},
    });
    await serve({
      'GET /stacks/dev': ready,
      'GET /stacks/dev/events': { ...list(event('StackReady', 90)), head: {} },
      'GET /environments/dev.vpc/events': list(
        event('EnvironmentRequested', -60),
        event('RunSucceeded', -30),
        event('EnvironmentChangeRequested', 2),
        event('RunApplying', 20),
        event('RunSucceeded', 62),
      ),
    });

    const { stdout } = await idp(['timeline', 'dev']);
    const events = await idp(['events', 'dev']);

    expect(stdout).toMatch(/^1 +vpc +\+2s +\+20s +\+1m2s +1m +ready$/m);
    expect(stdout).toMatch(/^2 +db +- +- +- +- +unchanged$/m);
    expect(events.stdout).toMatch(/StackReady {2}ada/);
  });
});

describe('a yes to the plan of a whole stack', () => {
  const id = ulidAt(start, 7);
  const shown = { result: 'shown' };
  const planned = {
    id,
    stack: 'dev',
    status: 'planned',
    removed: ['old'],
    monthly: { atLeast: 1, atMost: 2 },
    components: [
      { name: 'vpc', template: 'vpc@1.0.0', result: shown },
      { name: 'db', template: 'vpc@1.0.0', result: { result: 'later', outputs: ['vpc.url'], why: 'x' } },
    ],
  };

  it('is sent with the apply, once it was said what it covers', async () => {
    await serve({ 'GET /stacks/dev': [notFound, ready], [`GET /stacks/dev/plans/${id}`]: planned });

    const { code, stdout } = await idp(['apply', 'dev', '--plan', id, '--hours', '3'], { typed: 'y\n' });

    expect(stdout).toContain('Your yes holds for 3 hours and covers: vpc.\nIt does not cover: db, old.\n');
    expect([code, api.to('POST /stacks')[0]?.body]).toEqual([
      0,
      expect.objectContaining({ consent: { plan: id, hours: 3 } }),
    ]);
  });

  it('is given by another person to the revision in force', async () => {
    await serve({
      'GET /stacks/dev': awaiting,
      [`GET /stacks/dev/plans/${id}`]: planned,
      'POST /stacks/dev/consent': applying,
    });

    const { code, stdout } = await idp(['consent', 'dev', '--plan', id], { typed: 'y\n' });

    expect([code, stdout]).toEqual([0, expect.stringContaining('You consented. The stack dev is applying')]);
    expect(api.to('POST /stacks/dev/consent')[0]?.body).toEqual({ revision: 1, plan: id });
  });

  it('is sent by nobody who says no', async () => {
    await serve({ 'GET /stacks/dev': awaiting, [`GET /stacks/dev/plans/${id}`]: planned });

    const { code } = await idp(['consent', 'dev', '--plan', id], { typed: 'n\n' });

    expect([code, api.to('POST /stacks/dev/consent')]).toEqual([10, []]);
  });

  it.each([
    [['consent', 'dev'], 'Name the plan that you read'],
    [['consent', 'dev', '--plan', 'x'], "'x' is not the id of a plan"],
    [['apply', 'dev', '--hours', '3'], '--hours says for how long a consent holds; it needs --plan'],
    [['apply', 'dev', '--plan', id, '--hours', '0'], "'0' is not a number of hours"],
  ])('is refused where %j is typed', async (argv, why) => {
    await serve({ 'GET /stacks/dev': ready });

    const { code, stderr } = await idp(argv);

    expect([code, stderr]).toEqual([2, expect.stringContaining(why)]);
  });
});
