import type { Environment } from '../../../src/domain/environment/environment';
import type { SharedDocument } from '../../../src/operations/ports/environment';
import { type RunnerHub, startRunnerHub } from '../../support/plane/runner';
import { bundleOf } from '../../support/terraform/template-bundle';
import { sharedPlan } from '../../support/aws/shared-documents';

/** Terraform's document of a plan that creates has each value twice, and its state has it twice once it is applied. */
const plans = [
  { what: '2,000 resources', resources: 2_000, width: 10, outputBytes: 2_000 },
  { what: '50 MB', resources: 11, width: 2_400, outputBytes: 1_300_000 },
];

const mainOf = ({ resources, width, outputBytes }: (typeof plans)[number]) => `
resource "terraform_data" "item" {
  count = ${resources}
  input = join("", [for n in range(${width > 100 ? 1_000 : 1}) : format("%0${width}d", n + count.index)])
}
output "large" {
  value = join("", [for n in range(1000) : format("%0${outputBytes / 1_000}d", n)])
}
`;

let hub: RunnerHub;
let built: Environment;

beforeAll(async () => {
  hub = await startRunnerHub();
}, 60_000);
afterAll(() => hub.close());

/** Runs the present run to its end and settles it, as the workflow would. */
async function settle(environment: Environment) {
  const { run, build, lines, done } = hub.build(environment, { deadlineMs: 1_200_000 });
  await done;
  const recorded = await hub.artifacts.readOutcome(run);
  if (!recorded) throw new Error(lines.slice(-20).join('\n'));
  const { outcome } = recorded;
  const settled = await hub.decide(environment, { type: 'settle-run', run, build, outcome });
  return { run, outcome, environment: settled };
}

function sizeOf(document: SharedDocument | null): { bytes: number; isInline: boolean } {
  const isInline = document !== null && 'text' in document;
  return { bytes: isInline ? document.text.length : (document?.bytes ?? 0), isInline };
}

describe.each(plans)('a plan of $what', (plan) => {
  it('waits for a person, with all its resources', async () => {
    const asked = await hub.create(bundleOf({ 'templates/tiny/main.tf': mainOf(plan) }), { planOnly: true });

    const planned = await settle(asked);

    if (planned.outcome.result !== 'planned') throw new Error(JSON.stringify(planned.outcome));
    expect(planned.outcome.plan).toMatchObject({ create: plan.resources, delete: 0 });
    expect((await sharedPlan(hub.artifacts, planned.run))?.resources).toHaveLength(plan.resources);
    const { digest: planDigest } = planned.outcome.plan;
    built = await hub.decide(planned.environment, { type: 'approve', planDigest, by: 'eve@example.com' });
  }, 300_000);

  it('is applied, and hands on its outputs, above 1 MB by their address', async () => {
    const applied = await settle(built);

    expect(applied.outcome).toMatchObject({ result: 'applied', resources: plan.resources });
    const { bytes, isInline } = sizeOf(await hub.states.shareOutputs(built));
    expect(bytes).toBeGreaterThan(plan.outputBytes);
    expect(isInline).toBe(plan.outputBytes < 1_000_000);
    built = applied.environment;
  }, 900_000);

  it('is destroyed', async () => {
    const leaving = await hub.decide(built, { type: 'destroy', by: 'ada@example.com' });

    const { outcome, environment } = await settle(leaving);

    expect(outcome).toMatchObject({ result: 'destroyed', receipt: { built: true } });
    expect(environment.status).toBe('destroyed');
  }, 900_000);
});
