import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';

const dev = { name: 'dev', region: 'eu-central-1', templates: ['playground', 'api-service'] };
const vault = {
  name: 'vault',
  region: 'eu-west-1',
  templates: [],
  closed: 'vault is only for the role admin',
};

describe('idp targets', () => {
  let api: FakeApi;
  const show = async (...items: object[]) => {
    api = await startFakeApi({ 'GET /targets': { items, next: null } });
    return runIdp(['targets'], api);
  };

  afterEach(() => api.stop());

  it('shows what is open in each target, and why another is closed', async () => {
    const { code, stdout } = await show(dev, vault);

    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 5)).toEqual([
      expect.stringMatching(/^NAME +REGION +OPEN TO YOU +TEMPLATES$/),
      expect.stringMatching(/^dev +eu-central-1 +yes +playground, api-service$/),
      expect.stringMatching(/^vault +eu-west-1 +no +vault is only for the role admin$/),
      '',
      "'idp create' uses the first target that accepts the template, unless --target is given.",
    ]);
  });

  it('says whom to ask where nothing is open', async () => {
    const { stdout } = await show(vault);

    expect(stdout).toContain('You may not use any target. Ask your platform team');
  });
});
