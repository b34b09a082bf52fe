import { type FakeApi, startFakeApi } from '../../../support/fake-api';
import { runIdp } from '../../../support/terminal';

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
    [['templates'], 'playground  1.0.0    1d, at most 30d  auto      Nothing that costs.'],
    [['templates', '--json'], '"name": "playground"'],
  ])('lists what can be made with %j', async (argv, says) => {
    api = await startFakeApi({ 'GET /templates': { items: [playground], next: null } });

    const { code, stdout } = await runIdp(argv, api);

    expect(code).toBe(0);
    expect(stdout).toContain(says);
  });
});
