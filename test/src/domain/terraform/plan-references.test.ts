import { parsePlan } from '../../../../src/domain/terraform/plan-json';
import { referencesOf, scopeOf } from '../../../../src/domain/terraform/plan-references';

const resource = (address: string, expressions: Record<string, unknown> = {}) => ({
  address,
  mode: 'managed',
  type: address.split('.')[0] ?? '',
  name: address.split('.')[1] ?? '',
  schema_version: 0,
  expressions,
});
const planOf = (root_module: object) =>
  parsePlan({ terraform_version: '1.11.4', configuration: { root_module } });

const plan = planOf({
  resources: [resource('aws_subnet.a'), resource('aws_lb.this')],
  module_calls: { inner: { module: { resources: [resource('aws_vpc.this')] } } },
});

describe('scopeOf', () => {
  it('finds a module by its path, and nothing by a wrong one', () => {
    expect(scopeOf(plan, 'module.inner')?.path).toBe('module.inner');
    expect(scopeOf(plan, 'module.other')).toBeUndefined();
  });
});

describe('referencesOf', () => {
  const references = (expressions: Record<string, unknown>) =>
    referencesOf(scopeOf(plan, '')!, resource('aws_x.y', expressions));

  it('keeps the key and attribute that the configuration names', () => {
    expect(
      references({ subnet_id: { references: ['aws_subnet.a[0].id', 'aws_subnet.a[0]', 'aws_subnet.a'] } }),
    ).toEqual({
      subnet_id: [{ address: 'aws_subnet.a[0]', attribute: 'id' }],
    });
  });

  it('reads nested blocks', () => {
    expect(references({ block: [{ inner: { references: ['aws_lb.this.arn', 'aws_lb.this'] } }] })).toEqual({
      block: [{ address: 'aws_lb.this', attribute: 'arn' }],
    });
  });

  it('passes over locals, data sources, variables of the root and unknown resources', () => {
    expect(
      references({
        a: { references: ['local.x', 'data.aws_vpc.v.id', 'var.z', 'aws_nosuch.x.id', 'module.nosuch.out'] },
      }),
    ).toEqual({});
  });

  it('survives modules whose values refer to each other in a circle', () => {
    const circular = planOf({
      module_calls: {
        a: {
          expressions: { v: { references: ['module.a.out'] } },
          module: {
            resources: [resource('aws_x.y', { p: { references: ['var.v'] } })],
            outputs: { out: { expression: { references: ['var.v'] } } },
          },
        },
      },
    });
    const scope = scopeOf(circular, 'module.a')!;

    expect(referencesOf(scope, scope.module.resources[0]!)).toEqual({});
  });
});
