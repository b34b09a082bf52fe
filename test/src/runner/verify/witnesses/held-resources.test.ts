import { collectHeld, objectId, regionOf } from '../../../../../src/runner/verify/witnesses/held-resources';
import { parseState } from '../../../../../src/domain/terraform/state-file';

type Instance = Record<string, unknown>;

const provider = 'provider["registry.terraform.io/hashicorp/aws"]';

function state(serial: number, type: string, instances: Instance[], rest: object = {}) {
  const resources = [{ mode: 'managed', type, name: 'this', provider, instances, ...rest }];
  return parseState(Buffer.from(JSON.stringify({ version: 4, serial, lineage: 'l', resources })));
}

describe('collectHeld', () => {
  it('keeps each object once, as the newest state knew it, in whatever order the states come', async () => {
    const old = state(1, 'aws_vpc', [{ attributes: { id: 'vpc-1', cidr: 'old' } }]);
    const young = state(2, 'aws_vpc', [{ attributes: { id: 'vpc-1', cidr: 'young' } }]);

    const held = await collectHeld([young, old]);

    expect(held.all()).toEqual([
      expect.objectContaining({ id: 'vpc-1', attributes: { id: 'vpc-1', cidr: 'young' } }),
    ]);
  });

  it('keeps replaced and deposed objects, and counts only the current one as that of its address', async () => {
    const before = state(1, 'aws_vpc', [{ attributes: { id: 'vpc-1' } }]);
    const after = state(5, 'aws_vpc', [
      { attributes: { id: 'vpc-2' } },
      { deposed: 'abc', attributes: { id: 'vpc-3' } },
    ]);

    const held = await collectHeld([before, after]);

    expect(held.all().map(({ id }) => id)).toEqual(['vpc-1', 'vpc-2', 'vpc-3']);
    expect(held.holdingsAt('aws_vpc.this')).toEqual([
      { address: 'aws_vpc.this', id: 'vpc-1', first: 1 },
      { address: 'aws_vpc.this', id: 'vpc-2', first: 5 },
    ]);
  });

  it('remembers the first state that held an object', async () => {
    const held = await collectHeld(
      [7, 3, 5].map((serial) => state(serial, 'aws_vpc', [{ attributes: { id: 'v' } }])),
    );

    expect(held.holdingsAt('aws_vpc.this')).toEqual([{ address: 'aws_vpc.this', id: 'v', first: 3 }]);
  });

  it('takes no data sources', async () => {
    const held = await collectHeld([state(1, 'aws_vpc', [{ attributes: { id: 'v' } }], { mode: 'data' })]);

    expect(held.all()).toEqual([]);
  });

  it('keeps revisions of a task definition apart, which share an id', async () => {
    const states = [1, 2].map((n) =>
      state(n, 'aws_ecs_task_definition', [{ attributes: { id: 'f', arn: `f:${n}` } }]),
    );

    expect((await collectHeld(states)).all()).toHaveLength(2);
  });

  it('gives address, provider and alias their parts', async () => {
    const rest = { module: 'module.a["x"]', provider: `module.a.${provider}.east` };

    const [one] = (
      await collectHeld([state(1, 'aws_vpc', [{ index_key: 0, attributes: { id: 'v' } }], rest)])
    ).all();

    expect(one).toMatchObject({
      address: 'module.a["x"].aws_vpc.this[0]',
      source: 'registry.terraform.io/hashicorp/aws',
      alias: 'east',
    });
  });
});

describe('objectId', () => {
  it('is the ARN where there is no id, and null where there is neither', () => {
    expect(objectId('aws_x', { arn: 'a' })).toBe('a');
    expect(objectId('aws_x', { id: '' })).toBeNull();
  });
});

describe('regionOf', () => {
  const held = async (attributes: Record<string, unknown>, alias = '') =>
    (await collectHeld([state(1, 'aws_x', [{ attributes }], { provider: provider + alias })])).all()[0]!;

  it('is that of the ARN, else the provider’s own', async () => {
    const arn = 'arn:aws:acm:us-east-1:123456789012:certificate/1';

    expect(regionOf(await held({ id: 'x', arn }, '.east'), 'eu-west-1')).toBe('us-east-1');
    expect(regionOf(await held({ id: 'x' }), 'eu-west-1')).toBe('eu-west-1');
  });

  it('is not known for an aliased provider’s object without an ARN', async () => {
    expect(regionOf(await held({ id: 'x' }, '.east'), 'eu-west-1')).toBeUndefined();
  });
});
