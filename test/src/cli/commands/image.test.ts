import { type FakeApi, problem, Reply, startFakeApi } from '../../../support/cli/fake-api';
import { images } from '../../../support/builders/image-views';
import { runIdp } from '../../../support/cli/terminal';

let api: FakeApi;
afterEach(() => api.stop());

const { id } = images.queued;
const shown = `GET /image-builds/${id}`;
const accepted = { 'POST /image-builds': new Reply(202, images.queued) };

describe('idp image build', () => {
  it('asks for the branch main and the root, waits, and prints the pinned image', async () => {
    api = await startFakeApi({ ...accepted, [shown]: [images.queued, images.building, images.succeeded] });

    const { code, stdout } = await runIdp(['image', 'build', 'acme/shop'], api);

    expect(code).toBe(0);
    expect(api.to('POST /image-builds')[0]?.body).toEqual({
      repository: 'acme/shop',
      ref: 'main',
      context: '.',
    });
    expect(stdout).toContain(images.succeeded.image);
    expect(stdout).toMatch(/queued .*\nbuilding /s);
  });

  it('hands on what is to be built', async () => {
    api = await startFakeApi({ ...accepted, [shown]: images.succeeded });

    await runIdp(['image', 'build', 'acme/shop', '--ref', 'v1', '--context', 'services/api', '--wait'], api);

    expect(api.to('POST /image-builds')[0]?.body).toMatchObject({ ref: 'v1', context: 'services/api' });
  });

  it('writes one JSON document', async () => {
    api = await startFakeApi({ ...accepted, [shown]: images.succeeded });

    const { stdout } = await runIdp(['image', 'build', 'acme/shop', '--json'], api);

    expect(JSON.parse(stdout)).toEqual(images.succeeded);
  });

  it('does not wait when it is told not to, and says how to look', async () => {
    api = await startFakeApi(accepted);

    const { code, stdout } = await runIdp(['image', 'build', 'acme/shop', '--no-wait'], api);

    expect(code).toBe(0);
    expect(stdout).toContain(`idp image status ${id}`);
    expect(api.to(shown)).toEqual([]);
  });

  it('ends with 7 and the cause when the build failed', async () => {
    api = await startFakeApi({ ...accepted, [shown]: images.failed });

    const { code, stdout } = await runIdp(['image', 'build', 'acme/shop'], api);

    expect(code).toBe(7);
    expect(stdout).toContain('Cause: the build ended FAILED in BUILD: exit status 1');
  });

  it('says that the build goes on when the person stops watching', async () => {
    api = await startFakeApi({ ...accepted, [shown]: images.building });
    const ctrlC = new AbortController();

    const { code, stderr } = await runIdp(['image', 'build', 'acme/shop'], {
      url: api.url,
      interrupted: ctrlC.signal,
      onSaid: () => ctrlC.abort(),
    });

    expect(code).toBe(130);
    expect(stderr).toContain(`'idp image status ${id}' shows it`);
  });

  it('says what the control plane refuses, by its field', async () => {
    const issues = [{ field: 'repository', message: 'unknown; available: acme/shop' }];
    api = await startFakeApi({ 'POST /image-builds': problem(400, 'InvalidRequest', { issues }) });

    const { code, stderr } = await runIdp(['image', 'build', 'acme/blog'], api);

    expect(code).toBe(2);
    expect(stderr).toContain('repository');
  });
});

it('idp image status shows a build, and ends with 7 where it has failed', async () => {
  api = await startFakeApi({ [shown]: [images.succeeded, images.failed] });

  const good = await runIdp(['image', 'status', id], api);
  const bad = await runIdp(['image', 'status', id], api);

  expect([good.code, bad.code]).toEqual([0, 7]);
  expect(good.stdout).toContain('2 high');
});

it('idp image list shows every build, the newest first, over all pages', async () => {
  const pages = [
    { items: [images.succeeded], next: 'more' },
    { items: [images.failed], next: null },
  ];
  api = await startFakeApi({ 'GET /image-builds': pages });

  const { stdout } = await runIdp(['image', 'list'], api);

  expect(stdout.split('\n').slice(0, 3)).toEqual([
    expect.stringMatching(/^BUILD +REPOSITORY +REF +COMMIT +STATUS +SCAN +ASKED$/),
    expect.stringMatching(/acme\/shop +main +0123456789ab +succeeded +2 high, 1 low/),
    expect.stringMatching(/acme\/shop +main, folder api +failed/),
  ]);
});

it.each([
  ['build', 'Name a repository, such as acme/shop.'],
  ['status', 'Name the id of a build.'],
])('idp image %s needs to know of what', async (action, message) => {
  api = await startFakeApi({});

  const { code, stderr } = await runIdp(['image', action], api);

  expect(code).toBe(2);
  expect(stderr).toContain(message);
});
