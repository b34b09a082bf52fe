import { templateVersion } from '../../../support/terraform/catalog';
import { ada, estimate } from '../../../support/cli/estimates';
import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';

const policy = (verdict: string) => ({ version: '7', verdict, findings: [], withPlan: ['no-loss'] });
const asked = ['estimate', '-t', 'playground', '--ttl', '3d', '--team', 'web', '-i', 'resources=5'];

describe('idp estimate', () => {
  let api: FakeApi;
  afterEach(() => api.stop());
  const serve = async (more: object = {}) => {
    api = await startFakeApi({
      'GET /templates/playground': templateVersion(),
      'POST /estimates': { ...estimate, ...more },
      'GET /me': ada,
    });
  };

  it('shows what a request would cost and what the policy says, and requests nothing', async () => {
    await serve({ policy: policy('allow') });

    const { code, stdout } = await runIdp(asked, api);

    expect(code).toBe(0);
    expect(stdout).toContain('Estimated cost');
    expect(stdout).toContain('Policy rules judged with the plan\n  no-loss');
    expect(api.to('POST /estimates')[0]?.body).toMatchObject({
      template: 'playground',
      ttl: '3d',
      team: 'web',
      inputs: { resources: 5 },
    });
    expect(api.to('POST /environments')).toEqual([]);
  });

  it('exits with 7 where the policy denies it, and gives programs the document', async () => {
    await serve({ policy: policy('deny') });

    const { code, stdout } = await runIdp([...asked, '--json'], api);

    expect(code).toBe(7);
    expect(JSON.parse(stdout)).toMatchObject({ policy: { verdict: 'deny' } });
  });

  it('needs a template', async () => {
    api = await startFakeApi({
      'GET /templates': { items: [{ name: 'playground', title: 'Playground' }], next: null },
    });

    const { code, stderr } = await runIdp(['estimate'], api);

    expect(code).toBe(2);
    expect(stderr).toContain('The template is missing. Use --template <name>.');
  });
});
