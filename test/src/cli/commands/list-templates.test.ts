import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';

const playground = {
  name: 'playground',
  title: 'Playground',
  description: 'Nothing that costs.',
  version: '1.0.0',
  versions: ['1.0.0'],
  lease: { default: '1d', max: '30d', permanent: false },
  approval: 'auto',
};

describe('idp templates', () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  it.each([
    [['templates'], 'playground  1.0.0    developers  1d, at most 30d  auto      Nothing that costs.'],
    [['templates', '--json'], '"name": "playground"'],
  ])('lists what can be made with %j', async (argv, says) => {
    api = await startFakeApi({ 'GET /templates': { items: [playground], next: null } });

    const { code, stdout } = await runIdp(argv, api);

    expect(code).toBe(0);
    expect(stdout).toContain(says);
  });

  it('tells last what only admins may ask for, and that it may stay', async () => {
    const lease = { default: '30d', max: '90d', permanent: true };
    const foundation = { ...playground, name: 'ecr', role: 'admin', lease };
    api = await startFakeApi({ 'GET /templates': { items: [foundation, playground], next: null } });

    const { stdout } = await runIdp(['templates'], api);

    expect(stdout.split('\n').slice(1, 3)).toEqual([
      expect.stringMatching(/^playground +1\.0\.0 +developers +1d, at most 30d +auto/),
      expect.stringMatching(/^ecr +1\.0\.0 +admins +30d, at most 90d, or permanent +auto/),
    ]);
  });
});
