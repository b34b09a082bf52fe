import { beyondSleep } from '../../../../../src/domain/environment/sleep/beyond-sleep';
import type { SleepRule } from '../../../../../src/domain/template/sleep-rules';
import { parsePlan } from '../../../../../src/domain/terraform/plan-json';

const rules: SleepRule[] = [
  { address: 'module.app.aws_ecs_service.this', attributes: { desired_count: 0 } },
  { address: 'module.net.aws_nat_gateway.this', exists: 'awake' },
  { address: 'aws_ssm_parameter.notice', exists: 'asleep' },
];
const service = 'module.app.aws_ecs_service.this';
const nat = 'module.net.aws_nat_gateway.this[0]';
const notice = 'aws_ssm_parameter.notice';

interface Changed {
  actions: string[];
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
  after_unknown?: unknown;
  importing?: { id: string };
}

function planOf(address: string, change: Changed, more: object = {}) {
  const [type = '', name = ''] = address
    .replace(/\[.*\]$/, '')
    .split('.')
    .slice(-2);
  const provider_name = 'registry.terraform.io/hashicorp/aws';
  const one = { address, mode: 'managed', type, name, provider_name, change, ...more };
  return parsePlan({ terraform_version: '1.11.4', resource_changes: [one] });
}
const update = (before: object, after: object, unknown: object = {}): Changed => ({
  actions: ['update'],
  before: { name: 'app', ...before },
  after: { name: 'app', ...after },
  after_unknown: unknown,
});
const count = (before: number, after: number) => update({ desired_count: before }, { desired_count: after });
const made: Changed = { actions: ['create'], before: null, after: {} };
const gone: Changed = { actions: ['delete'], before: {}, after: null };

describe('a plan of sleep', () => {
  it.each([
    ['sleep', service, count(2, 0)],
    ['wake', service, count(0, 2)],
    ['sleep', nat, gone],
    ['wake', nat, made],
    ['sleep', notice, made],
    ['wake', notice, gone],
    ['sleep', 'aws_vpc.other', { actions: ['no-op'], before: {}, after: {} }],
    [
      'sleep',
      service,
      update({ desired_count: 2, tags: { b: 1, a: 2 } }, { desired_count: 0, tags: { a: 2, b: 1 } }),
    ],
  ] as const)('is covered where it is to %s and %s does as declared', (to, address, change) => {
    expect(beyondSleep(planOf(address, change as Changed), rules, to)).toEqual([]);
  });

  it.each([
    ['another resource', 'sleep', 'aws_vpc.other', made, 'the template does not declare it for sleep'],
    ['the same block in another module', 'sleep', 'aws_ecs_service.this', count(2, 0), 'does not declare it'],
    [
      'another attribute too',
      'sleep',
      service,
      update({ desired_count: 2, cpu: 1 }, { desired_count: 0, cpu: 2 }),
      'cpu would change',
    ],
    [
      'an attribute that is not known yet',
      'sleep',
      service,
      update({ desired_count: 2, arn: 'a' }, { desired_count: 0 }, { arn: true }),
      'arn would change',
    ],
    [
      'an unknown one deep within',
      'sleep',
      service,
      update({ desired_count: 2 }, { desired_count: 0 }, { net: [{ id: true }] }),
      'net would change',
    ],
    ['another value asleep', 'sleep', service, count(2, 1), 'desired_count would not become 0'],
    [
      'the declared one by a replacement',
      'sleep',
      service,
      { ...count(2, 0), actions: ['delete', 'create'] },
      'it would be replaced',
    ],
    ['a deletion of what only changes', 'sleep', service, gone, 'it would be deleted'],
    ['what goes asleep as it wakes', 'wake', nat, gone, 'it would be deleted'],
    ['what comes awake as it falls asleep', 'sleep', nat, made, 'it would be created'],
    ['an update of what only comes and goes', 'sleep', nat, update({}, { name: 'x' }), 'it would be changed'],
    ['to forget it', 'sleep', nat, { ...gone, actions: ['forget'] }, 'it would be forgotten'],
    ['to import it', 'wake', nat, { ...made, importing: { id: 'nat-1' } }, 'moved or imported'],
  ] as const)('is beyond where it does %s', (_, to, address, change, why) => {
    const [found] = beyondSleep(planOf(address, change as Changed), rules, to);

    expect(found).toEqual({ address, why: expect.stringContaining(why) });
  });

  it('is beyond where it moves something, or deletes what a replacement left behind', () => {
    const still: Changed = { actions: ['no-op'], before: {}, after: {} };
    const moved = planOf(nat, still, { previous_address: 'module.net.aws_nat_gateway.old' });
    const left = planOf(nat, gone, { deposed: '00000001' });

    expect(beyondSleep(moved, rules, 'sleep')).toHaveLength(1);
    expect(beyondSleep(left, rules, 'sleep')).toEqual([
      { address: nat, why: 'an object that a replacement left behind would be deleted' },
    ]);
  });

  it('leaves data alone, which changes nothing', () => {
    const read = planOf(
      'data.aws_region.current',
      { actions: ['read'], before: null, after: {} },
      { mode: 'data' },
    );

    expect(beyondSleep(read, rules, 'sleep')).toEqual([]);
  });
});
