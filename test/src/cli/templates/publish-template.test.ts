import type { Workshop } from '../../../../src/client/templates/workshop';
import { type FakeApi, problem, type Scripted, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';
import { templateVersion } from '../../../support/terraform/catalog';

const digest = 'a'.repeat(64);
const source = {
  repository: 'https://git.example.com/t.git',
  path: 'vpc',
  ref: 'v1',
  commit: 'c'.repeat(40),
};
const view = { ...templateVersion(), name: 'shop/vpc', version: '1.0.0', bundle: digest, unaccepted: [] };

describe('idp template publish', () => {
  let api: FakeApi;
  const asked: unknown[] = [];

  const workshop = () =>
    Promise.resolve({
      pack: (...given: unknown[]) => {
        asked.push(given);
        const { manifest } = templateVersion();
        const bundle = { version: '1.0.0', bundle: digest, manifest, zip: Buffer.from('{}') };
        return Promise.resolve({ name: 'shop/vpc', bundle, notes: [] });
      },
      readCommit: (of: unknown) => {
        asked.push(of);
        return Promise.resolve({
          folder: '/tmp/vpc',
          source,
          dispose: async () => void asked.push('disposed'),
        });
      },
    } as unknown as Workshop);

  const publish = async (args: string[], more: Record<string, Scripted | Scripted[]> = {}) => {
    asked.length = 0;
    const script: Record<string, Scripted | Scripted[]> = {
      'GET /publishing': {},
      'PUT /upload': {},
      'GET /templates/shop/vpc': problem(404, 'TemplateNotFound'),
      'POST /templates': view,
      ...more,
    };
    api = await startFakeApi(script);
    script['POST /bundles'] = {
      url: `${api.url}/upload`,
      headers: {},
      expiresAt: '2026-01-01T01:00:00.000Z',
    };
    return runIdp(['template', 'publish', ...args, '--team', 'shop'], { ...api, workshop });
  };

  afterEach(() => api.stop());

  const git = ['--git', 'https://git.example.com/t.git', '--ref', 'v1', '--path', 'vpc'];

  it('publishes a folder without a word of where it is from', async () => {
    const { code, stdout } = await publish(['./vpc']);

    expect(code).toBe(0);
    expect(stdout).toContain('Published shop/vpc 1.0.0.');
    expect(api.to('POST /templates')[0]?.body).toEqual({ team: 'shop', template: 'vpc', bundle: digest });
  });

  it('publishes a commit with where it is from, writes nothing into it, and leaves no folder', async () => {
    const { code, stdout } = await publish(git, { 'POST /templates': { ...view, source } });

    expect(code).toBe(0);
    expect(stdout).toContain('Published shop/vpc 1.0.0 from cccccccccccc.');
    expect(api.to('POST /templates')[0]?.body).toMatchObject({ source });
    expect(asked).toEqual([
      { repository: git[1], ref: 'v1', path: 'vpc' },
      ['/tmp/vpc', 'shop', { isFixed: true }],
      'disposed',
    ]);
  });

  it('says that the same content is published, and sends nothing', async () => {
    const { code, stdout } = await publish(git, { 'GET /templates/shop/vpc': { ...view, source } });

    expect(code).toBe(0);
    expect(stdout).toContain('is already published with this content from cccccccccccc; nothing has changed');
    expect(api.to('POST /bundles')).toEqual([]);
  });

  it('says what to do where the version has other content', async () => {
    const { code, stderr } = await publish(git, {
      'GET /templates/shop/vpc': { ...view, bundle: 'b'.repeat(64) },
      'POST /templates': problem(409, 'VersionPublished', {
        detail: 'Raise the version in its template.yaml.',
      }),
    });

    expect(code).toBe(5);
    expect(stderr).toContain('Raise the version');
    expect(asked).toContain('disposed');
  });

  it.each([
    [['./vpc', ...git], 'not both'],
    [['./vpc', '--ref', 'v1'], '--ref and --path can be used only with --git'],
    [[], 'Name what to publish'],
  ])('refuses %j', async (args, reason) => {
    const { code, stderr } = await publish(args);

    expect(code).toBe(2);
    expect(stderr).toContain(reason);
  });
});
