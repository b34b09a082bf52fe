import type { PlannedCreate } from '../../../../src/domain/environment/artifacts';
import type { HeldResource } from '../../../../src/runner/verify/witnesses/held-resources';
import { Search } from '../../../../src/runner/verify/search';

const create = (address: string, rest: Partial<PlannedCreate> = {}): PlannedCreate => ({
  address,
  type: address.split('.').at(-2) ?? '',
  provider: 'p',
  schemaVersion: 0,
  tagged: false,
  known: {},
  references: {},
  replaces: null,
  ...rest,
});
const held = (address: string, attributes: Record<string, unknown>) =>
  ({ address, attributes }) as HeldResource;
const refer = (address: string, attribute: string | null = null) => [{ address, attribute }];

describe('Search', () => {
  it('knows a parent that a state held, and its attributes', () => {
    const child = create('m.aws_iam_role_policy.p', {
      references: { role: refer('aws_iam_role.r', 'name') },
    });
    const search = new Search([child], [held('aws_iam_role.r', { id: 'i', name: 'n' })]);

    expect(search.parentOf(child, 'role')).toBe('ours');
    expect(search.valueOf(child, 'role')).toBe('n');
  });

  it('waits for a parent that is looked for itself, and knows what became of it', () => {
    const parent = create('aws_route_table.t');
    const child = create('aws_route.r', { references: { route_table_id: refer('aws_route_table.t', 'id') } });
    const parentAfter = (settlement: Parameters<Search['settle']>[1] | null) => {
      const search = new Search([parent, child], []);
      if (settlement) search.settle(parent, settlement);
      return search.parentOf(child, 'route_table_id');
    };
    const found = { create: parent, id: 'rtb-1', schemaVersion: 0, attributes: { id: 'rtb-1' } };

    expect(parentAfter(null)).toBe('unsettled');
    expect(parentAfter({ kind: 'nothing' })).toBe('never-made');
    expect(parentAfter({ kind: 'unknown', why: 'x' })).toBe('unknown');
    expect(parentAfter({ kind: 'found', found })).toBe('ours');
  });

  it('takes a parent of another life for foreign, unless its name is that of one of ours', () => {
    const child = create('aws_iam_role_policy.p', { known: { role: 'shared' } });

    expect(new Search([child], []).parentOf(child, 'role')).toBe('foreign');
    expect(new Search([child], [held('aws_iam_role.r', { name: 'shared' })]).parentOf(child, 'role')).toBe(
      'ours',
    );
  });

  it('pairs instances of the same key, and keeps instances of a module to themselves', () => {
    const paired = create('aws_x.y[1]', { references: { subnet_id: refer('aws_subnet.s') } });
    const inModule = create('module.a["x"].aws_x.y', {
      references: { vpc_id: refer('module.a.aws_vpc.v', 'id') },
    });
    const known = [
      held('aws_subnet.s[0]', { id: 'subnet-0' }),
      held('aws_subnet.s[1]', { id: 'subnet-1' }),
      held('module.a["z"].aws_vpc.v', { id: 'vpc-z' }),
      held('module.a["x"].aws_vpc.v', { id: 'vpc-x' }),
    ];
    const search = new Search([paired, inModule], known);

    expect(search.valueOf(paired, 'subnet_id')).toBe('subnet-1');
    expect(search.valueOf(inModule, 'vpc_id')).toBe('vpc-x');
  });

  it('prefers what the plan knows, and answers nothing where nobody knows', () => {
    const one = create('aws_x.y', { known: { port: 80 } });
    const search = new Search([one], []);

    expect([search.valueOf(one, 'port'), search.valueOf(one, 'name')]).toEqual(['80', undefined]);
  });
});
