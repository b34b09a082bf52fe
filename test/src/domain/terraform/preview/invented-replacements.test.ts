import {
  replacesAnything,
  withoutInvented,
} from '../../../../../src/domain/terraform/preview/invented-replacements';
import { parsePlan } from '../../../../../src/domain/terraform/plan-json';

interface Planned {
  address: string;
  actions: string[];
  before?: object;
  after?: object;
  unknown?: object;
  paths?: string[];
}

const planOf = (changes: Planned[]) =>
  parsePlan({
    terraform_version: '1.11.4',
    resource_changes: changes.map(({ address, actions, before = {}, after = {}, unknown = {}, paths }) => ({
      address,
      mode: 'managed',
      type: 'aws_subnet',
      name: 'this',
      provider_name: 'registry.terraform.io/hashicorp/aws',
      change: {
        actions,
        before,
        after,
        after_unknown: unknown,
        ...(paths && { replace_paths: paths.map((one) => [one]) }),
      },
    })),
    configuration: {
      root_module: {
        module_calls: {
          net: {
            module: {
              resources: [
                {
                  address: 'aws_subnet.this',
                  mode: 'managed',
                  type: 'aws_subnet',
                  name: 'this',
                  expressions: { vpc_id: {}, tags: {} },
                },
              ],
            },
          },
        },
      },
    },
  });

const address = 'module.net["a"].aws_subnet.this';
const before = { id: 'subnet-1', vpc_id: 'vpc-1', tags: { a: 'b' } };
const replaced = {
  address,
  actions: ['delete', 'create'],
  before,
  after: { tags: { a: 'b' } },
  unknown: { id: true, vpc_id: true, tags: {} },
  paths: ['vpc_id'],
};

it('shows a change in place of what is replaced only because a value is not known', () => {
  const waiting = planOf([replaced]);
  const present = planOf([{ address, actions: ['no-op'], before, after: before }]);
  const { plan, uncertain } = withoutInvented(waiting, present);

  expect(replacesAnything(waiting)).toBe(true);
  expect(uncertain).toEqual([{ address, attributes: ['vpc_id'] }]);
  expect(plan.resource_changes[0]?.change).toMatchObject({
    actions: ['update'],
    before,
    after: { id: 'subnet-1', tags: { a: 'b' } },
    after_unknown: { vpc_id: true },
  });
  expect(plan.resource_changes[0]?.change.after).not.toHaveProperty('vpc_id');
  expect(replacesAnything(plan)).toBe(false);
});

it('leaves what is replaced whatever the outputs are, and what nothing is known of', () => {
  const waiting = planOf([replaced]);

  for (const present of [planOf([replaced]), planOf([])])
    expect(withoutInvented(waiting, present)).toEqual({ plan: waiting, uncertain: [] });
});
