import type { Environment } from '../../../src/domain/environment/environment';
import type { Outcome } from '../../../src/domain/environment/outcome';
import { startRunnerHub, type RunnerHub } from '../../support/plane/runner';
import { bundleOf } from '../../support/terraform/template-bundle';

const leasehold =
  'variable "leasehold" { type = object({ name = string, id = string, tags = map(string) }) }';
const templateOf = (main: string) => bundleOf({ 'templates/tiny/main.tf': `${leasehold}\n${main}` });
const before = templateOf('resource "terraform_data" "one" { input = "a" }');
const after = templateOf(`
  resource "terraform_data" "one" { input = "a" }
  resource "terraform_data" "more" { for_each = toset(["a b"]) }
`);
const replacing = templateOf(`
  resource "terraform_data" "one" {
    input            = "a"
    triggers_replace = "other"
  }
  resource "terraform_data" "more" { for_each = toset(["a b"]) }
`);
const address = 'terraform_data.more["a b"]';
const taken = { address, id: 'odd-${var.leasehold}-%{id}' };

describe('an object that is imported into an environment', () => {
  let hub: RunnerHub;

  beforeAll(async () => {
    hub = await startRunnerHub();
  });
  afterAll(() => hub.close());

  /** An environment that stands, and is asked to take something in by a version of these files. */
  async function importing(bundle: typeof after, imports = [taken]): Promise<Environment> {
    const { environment } = await hub.runAndSettle(await hub.create(before));
    const { bundle: digest } = (await hub.create(bundle)).wanted.template;
    const template = { ...environment.wanted.template, bundle: digest };
    const spec = { ...environment.wanted, template, imports };
    const { cost } = environment;
    const asked = { type: 'change', spec, planOnly: false, cost, by: 'ada' } as const;
    return hub.decide(await hub.deliver(environment), asked);
  }

  const failure = (outcome: Outcome) => {
    expect(outcome).toMatchObject({ result: 'failed' });
    return (outcome as Extract<Outcome, { result: 'failed' }>).failure;
  };

  it('is shown by the plan, named for an approval, and held by the life once that is applied', async () => {
    const first = await hub.runAndSettle(await importing(after));
    expect(first.outcome).toMatchObject({
      result: 'planned',
      plan: {
        create: 0,
        needs: ['imported'],
        addresses: [{ reason: 'imported', address, why: `it already exists (${taken.id})` }],
      },
    });
    const waiting = await hub.deliver(first.environment);
    if (waiting.run?.phase !== 'awaiting-approval') throw new Error('No plan waits');
    const planDigest = waiting.run.plan.digest;
    const second = await hub.runAndSettle(
      await hub.decide(waiting, { type: 'approve', planDigest, by: 'eve' }),
    );
    expect(second.outcome).toMatchObject({ result: 'applied', resources: 2 });
    const stored = await hub.states.readState(second.environment);
    expect(String(stored && Buffer.from(stored.body))).toContain(JSON.stringify(taken.id));

    const { wanted, cost } = second.environment;
    const again = { type: 'change', spec: wanted, planOnly: false, cost, by: 'ada' } as const;
    const third = await hub.runAndSettle(await hub.decide(await hub.deliver(second.environment), again));
    expect(third.outcome).toMatchObject({ result: 'applied', resources: 2, plan: { needs: [] } });
  });

  it.each([
    ['would replace something', replacing, taken, 'would delete or replace 1 resource: terraform_data.one'],
    ['has it already', after, { address: 'terraform_data.one', id: 'x' }, 'is in the state already'],
    ['has no such address', after, { address: 'terraform_data.none', id: 'x' }, 'terraform_data.none'],
  ])('is refused where the plan %s', async (_, bundle, one, said) => {
    const { outcome } = await hub.runAndSettle(await importing(bundle, [one]));
    expect(failure(outcome).reason).toContain(said);
  });
});
