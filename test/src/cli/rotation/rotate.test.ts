import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from '../../../support/builders/births';
import { ulidAt } from '../../../support/builders/ulids';
import { views } from '../../../support/builders/views';
import { type FakeApi, problem, type Scripted, startFakeApi } from '../../../support/cli/fake-api';
import { certificateFor } from '../../../support/cli/self-signed';
import { runIdp } from '../../../support/cli/terminal';
import { componentView, stackView } from '../../../support/stacks/stack-views';

const list = (...items: object[]) => ({ items, next: null });
const runs = { 'dev.vpc': ulidAt(start, 11), 'dev.api': ulidAt(start, 12), web: ulidAt(start, 13) };
type Name = keyof typeof runs;

const environment = (name: Name, more: object = {}) => ({ ...views.ready(), name, ...more });
const rotating = (name: Name, rotation: object) => ({
  ...environment(name, { rotation }),
  run: { ...views.planning().run, id: runs[name], kind: 'rotate', phase: 'queued' },
});
const begun = (walk?: object) => ({ id: ulidAt(start, 20), since: start, by: 'ada', ...(walk && { walk }) });
const resources = (address: string) => [
  {
    address,
    type: 'aws_kms_key',
    what: 'key',
    result: 'rotated',
    steps: [{ step: 'renew', does: 'KMS makes new key material', state: 'done' }],
  },
  {
    address: 'random_password.x',
    type: 'random_password',
    what: 'secret',
    result: 'left',
    why: 'There is no rotator for random_password.',
    steps: [],
  },
];

/** What the API answers of one environment whose rotation ends like this. */
function answersOf(
  name: Name,
  ended: object = { result: 'rotated' },
  before: object = {},
): Record<string, Scripted | Scripted[]> {
  const walk = name === 'web' ? undefined : { id: ulidAt(start, 21), left: 0 };
  const record = {
    id: runs[name],
    life: views.ready().id,
    environment: name,
    kind: 'rotate',
    requestedBy: 'ada',
    startedAt: start,
  };
  return {
    [`GET /environments/${name}`]: environment(name, before),
    [`POST /environments/${name}/rotate`]: new Array<object>(1).fill(rotating(name, begun(walk))),
    [`GET /runs/${runs[name]}`]: { ...record, ...ended },
    [`GET /runs/${runs[name]}/rotation`]: {
      run: runs[name],
      rotation: runs[name],
      at: start,
      resources: resources(`${name}.key`),
    },
  };
}

const stack = stackView({
  components: [
    componentView('api', { layer: 2 }),
    componentView('vpc'),
    componentView('db', { layer: 3, life: null }),
  ],
});
const everything = {
  'GET /stacks': list(stack),
  'GET /environments': list(environment('web')),
  'GET /stacks/dev': stack,
};

let api: FakeApi;
afterEach(() => api.stop());

async function idp(script: Record<string, Scripted | Scripted[]>, ...argv: string[]) {
  const all: typeof script = { ...everything, ...script };
  api = await startFakeApi(all);
  all['POST /certificates'] = { url: `${api.url}/put`, headers: {}, expiresAt: start };
  return runIdp(['rotate', ...argv], { ...api, tty: false });
}

describe('idp rotate', () => {
  it('rotates an environment, and prints each step and what is left with the reason', async () => {
    const { code, stdout } = await idp(answersOf('web'), 'web', '--yes');

    expect(code).toBe(0);
    expect(stdout).toContain('web.key (key): rotated');
    expect(stdout).toContain('renew: KMS makes new key material (done)');
    expect(stdout).toContain('There is no rotator for random_password.');
    expect(api.to('POST /environments/web/rotate').map(({ body }) => body)).toEqual([{ dryRun: false }]);
  });

  it('asks before it rotates, and not before it lists', async () => {
    const asked = await idp(answersOf('web'), 'web');
    expect([asked.code, api.to('POST /environments/web/rotate')]).toEqual([10, []]);
    await api.stop();
    const listed = await idp(answersOf('web', { result: 'listed' }), 'web', '--dry-run');
    expect(listed.code).toBe(0);
    expect(api.to('POST /environments/web/rotate').map(({ body }) => body)).toEqual([{ dryRun: true }]);
  });

  it('says why a rotation stopped and what continues it, also where its build left no list', async () => {
    const ended = { result: 'failed', failureReason: 'The build was killed.' };
    const script = {
      ...answersOf('web', ended),
      [`GET /runs/${runs.web}/rotation`]: problem(404, 'RotationNotFound'),
    };
    const { code, stdout } = await idp(script, 'web', '--yes');

    expect(code).toBe(7);
    expect(stdout).toContain('The build was killed.');
    expect(stdout).toContain("'idp rotate web' continues it");
  });

  it('wants to be told which of a stack and an environment of the same name is meant', async () => {
    const both = { 'GET /environments': list(environment('web'), { ...environment('web'), name: 'dev' }) };
    const { code, stderr } = await idp(both, 'dev', '--yes');
    expect(code).toBe(2);
    expect(stderr).toContain("'--stack' or '--environment'");
  });
});

describe('idp rotate of a stack', () => {
  it('rotates what others use first, all in one walk, and leaves out what is not there', async () => {
    const { code, stdout } = await idp({ ...answersOf('dev.vpc'), ...answersOf('dev.api') }, 'dev', '--yes');

    expect([code, stdout]).toEqual([0, expect.stringMatching(/dev\.vpc[^]*dev\.api/)]);
    const bodies = api.received
      .filter(({ route }) => route.startsWith('POST'))
      .map(({ route, body }) => [route, body]);
    expect(bodies).toEqual([
      ['POST /environments/dev.vpc/rotate', { dryRun: false, walk: { left: 1 } }],
      ['POST /environments/dev.api/rotate', { dryRun: false, walk: { left: 0, id: ulidAt(start, 21) } }],
    ]);
  });

  it('stops at the first component that fails, and names what is left', async () => {
    const failed = answersOf('dev.vpc', { result: 'failed', failureReason: 'ECS gave up.' });
    const { code, stdout } = await idp({ ...failed, ...answersOf('dev.api') }, 'dev', '--yes');

    expect(code).toBe(7);
    expect(stdout).toContain('ECS gave up.');
    expect(stdout).toContain('Not rotated: dev.api.');
    expect(api.to('POST /environments/dev.api/rotate')).toEqual([]);
  });

  it('stops at a component whose rotation is refused, with what was done before', async () => {
    const refused = {
      ...answersOf('dev.api'),
      'POST /environments/dev.api/rotate': problem(409, 'AsleepForRotation'),
    };
    const { code, stdout } = await idp({ ...answersOf('dev.vpc'), ...refused }, 'dev', '--yes');

    expect(code).toBe(7);
    expect(stdout).toContain('dev.vpc.key (key): rotated');
    expect(stdout).toContain('The rotation of dev.api stopped: AsleepForRotation.');
  });

  it('continues a walk that stopped, and rotates nothing twice', async () => {
    const walk = ulidAt(start, 30);
    const done = { rotation: { ...begun({ id: walk, left: 1 }), endedAt: start } };
    const script = { ...answersOf('dev.vpc', {}, done), ...answersOf('dev.api') };
    const { code, stdout } = await idp(script, 'dev', '--yes');

    expect(code).toBe(0);
    expect(stdout).toContain('Continues the rotation');
    expect(api.to('POST /environments/dev.vpc/rotate')).toEqual([]);
    expect(api.to('POST /environments/dev.api/rotate').map(({ body }) => body)).toEqual([
      { dryRun: false, walk: { left: 0, id: walk } },
    ]);
  });
});

describe('idp rotate of a certificate', () => {
  const address = 'aws_acm_certificate.site';
  const next = certificateFor({
    names: ['shop.test'],
    since: new Date('2025-12-01'),
    until: new Date('2026-12-01'),
  });
  const known = (ends: string) => ({
    certificates: [
      {
        environment: 'web',
        address,
        name: 'shop.test',
        arn: 'arn:site',
        ends,
        level: 'warning',
        readAt: start,
      },
    ],
    more: 0,
    unread: [],
    complete: true,
  });

  /** What was put where the API signed for it. */
  async function replace(
    { ends = '2026-02-01T00:00:00.000Z', at = address, key = next.key } = {},
    ...more: string[]
  ) {
    const folder = await mkdtemp(join(tmpdir(), 'leasehold-certificate-'));
    await writeFile(join(folder, 'cert.pem'), next.cert);
    await writeFile(join(folder, 'privkey.pem'), key);
    await writeFile(join(folder, 'README'), 'no certificate');
    const script = {
      ...answersOf('web'),
      'GET /certificates': known(ends),
      'PUT /put': {},
    };
    return idp(script, 'web', '--certificate', at, '--from', folder, ...more);
  }

  it('uploads it with its key, and requests the import by what names the upload', async () => {
    const { code, stdout, stderr } = await replace({}, '--yes');

    expect([code, stdout]).toEqual([0, expect.stringContaining('shop.test that ends on 2026-12-01')]);
    const [asked] = api.to('POST /certificates');
    const { digest, bytes } = asked?.body as { digest: string; bytes: number };
    expect(api.to('POST /environments/web/rotate').map(({ body }) => body)).toEqual([
      { dryRun: false, certificate: { address, digest } },
    ]);
    expect(api.to('PUT /put')[0]?.headers['content-length']).toBe(String(bytes));
    const said = JSON.stringify([
      stdout,
      stderr,
      api.received.filter(({ route }) => !route.startsWith('PUT')),
    ]);
    expect(said).not.toContain(next.key.split('\n')[1]);
  });

  it.each([
    ['with the key of another', { key: certificateFor({ names: ['x'] }).key }, /belongs to no certificate/],
    ['for one that is not there', { at: 'aws_acm_certificate.x' }, /no certificate at .*x\./],
    [
      'that ends before the one in use',
      { ends: '2027-01-01T00:00:00.000Z' },
      /2026-12-01, before .*2027-01-01/,
    ],
  ])('uploads nothing %s', async (_, given, why) => {
    const { code, stderr } = await replace(given, '--yes');
    expect([code, stderr]).toEqual([2, expect.stringMatching(why)]);
    expect([...api.to('POST /certificates'), ...api.to('POST /environments/web/rotate')]).toEqual([]);
  });

  it('asks before it uploads', async () => {
    expect(await replace()).toMatchObject({ code: 10 });
    expect(api.to('POST /certificates')).toEqual([]);
  });

  it.each([
    [['web', '--from', '.'], /give both/],
    [['dev', '--stack', '--certificate', address, '--from', '.'], /give the component/],
  ])('refuses %j', async (argv, why) => {
    expect(await idp({}, ...argv)).toMatchObject({ code: 2, stderr: expect.stringMatching(why) });
  });
});
