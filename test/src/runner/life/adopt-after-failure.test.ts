import type { Environment } from '../../../../src/domain/environment/environment';
import type { Verifier } from '../../../../src/runner/verify/verification';
import { putIntoState } from '../../../../src/runner/verify/probe/put-into-state';
import { verifier } from '../../../../src/runner/verify/verifier';
import { startRunnerHub, tinyBundle, type RunnerHub } from '../../../support/plane/runner';
import { bundleOf } from '../../../support/terraform/template-bundle';
import { sharedPlan } from '../../../support/aws/shared-documents';

const address = 'terraform_data.stray';

/** A verifier that finds one thing that an apply made unseen. */
function finding(asked: string[]): Verifier {
  const provider = 'provider["terraform.io/builtin/terraform"]';
  const instance = { schema_version: 0, attributes: { id: 'stray' }, sensitive_attributes: [] };
  return {
    ...verifier,
    adoptUnaccounted: async ({ terraform, life }) => {
      asked.push(life.id);
      await putIntoState(terraform, [{ address, provider, instance }]);
      return { adopted: [{ address, id: 'stray' }], unaccounted: [] };
    },
  };
}

const failing = bundleOf({
  'templates/tiny/main.tf': `
    resource "terraform_data" "bad" {
      provisioner "local-exec" { command = "exit 1" }
    }`,
});

describe('adoptAfterFailure', () => {
  let hub: RunnerHub;

  beforeAll(async () => {
    hub = await startRunnerHub();
  });
  afterAll(() => hub.close());

  /** Runs the present run to its end with such a verifier and settles it; the lives it was asked about. */
  async function runAndSettle(environment: Environment) {
    const asked: string[] = [];
    const { run, environment: settled } = await hub.runAndSettle(environment, { verifier: finding(asked) });
    return { asked, run, settled };
  }

  it('looks for what a failed apply made unseen before the plan that tries again, and plans on what it found', async () => {
    const first = await runAndSettle(await hub.create(failing));
    const retried = await hub.decide(first.settled, { type: 'retry', by: 'ada@example.com' });

    const second = await runAndSettle(retried);

    expect(first.asked).toEqual([]);
    expect(second.asked).toEqual([retried.id]);
    const plan = await sharedPlan(hub.artifacts, second.run);
    expect(plan?.resources).toContainEqual(expect.objectContaining({ address, action: 'delete' }));
  });

  it('looks for nothing where no apply failed', async () => {
    const { settled } = await runAndSettle(await hub.create(tinyBundle));
    const { wanted, cost } = settled;
    const change = { spec: wanted, planOnly: false, cost, by: 'ada@example.com' };

    const again = await runAndSettle(await hub.decide(settled, { type: 'change', ...change }));

    expect(again.asked).toEqual([]);
    expect(again.settled.status).toBe('ready');
  });
});
