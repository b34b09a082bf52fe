import { parsePlan } from '../../../../src/domain/terraform/plan-json';
import { plannedCreatesOf } from '../../../../src/runner/verify/planned-creates';

const run = '01JCQZ7W5S8M3V0K2N4B6D8F9H';

const change = (address: string, after: Record<string, unknown>, rest: Record<string, unknown> = {}) => ({
  address,
  mode: 'managed',
  type: address.split('.').at(-2) ?? '',
  name: address.split('.').at(-1) ?? '',
  provider_name: 'registry.terraform.io/hashicorp/aws',
  change: { actions: ['create'], before: null, after, ...rest },
});

const network = {
  resources: [
    { address: 'aws_vpc.this', mode: 'managed', type: 'aws_vpc', name: 'this', schema_version: 1 },
    { address: 'aws_subnet.public', mode: 'managed', type: 'aws_subnet', name: 'public', schema_version: 1 },
  ],
  outputs: {
    vpc_id: { expression: { references: ['aws_vpc.this.id', 'aws_vpc.this'] } },
    subnet_ids: { expression: { references: ['aws_subnet.public'] } },
  },
};

const service = {
  resources: [
    {
      address: 'aws_security_group.tasks',
      mode: 'managed',
      type: 'aws_security_group',
      name: 'tasks',
      schema_version: 1,
      expressions: { vpc_id: { references: ['var.vpc_id'] }, name: { constant_value: 'x' } as object },
    },
    {
      address: 'aws_subnet_user.each',
      mode: 'managed',
      type: 'aws_subnet_user',
      name: 'each',
      schema_version: 0,
      expressions: { subnet_id: { references: ['each.value'] } },
      for_each_expression: { references: ['var.subnets'] },
    },
  ],
};

const plan = parsePlan({
  terraform_version: '1.11.4',
  configuration: {
    root_module: {
      module_calls: {
        network: { module: network },
        service: {
          expressions: {
            vpc_id: { references: ['module.network.vpc_id', 'module.network'] },
            subnets: { references: ['module.network.subnet_ids', 'module.network'] },
          },
          module: service,
        },
      },
    },
  },
  resource_changes: [
    change('module.network.aws_vpc.this', {
      cidr_block: '10.0.0.0/16',
      tags: { Name: 'main' },
      tags_all: { Name: 'main', 'idp:environment-id': 'life' },
    }),
    change('module.service["a"].aws_security_group.tasks', {
      name: 'tasks',
      user_data: 'secret',
      description: 'd',
    }),
    change('module.service["a"].aws_subnet_user.each["x"]', {}),
    change(
      'aws_db_instance.new',
      { identifier: 'db', password: 'p' },
      {
        actions: ['delete', 'create'],
        before: { id: 'db-OLD' },
        after_sensitive: { identifier: true },
      },
    ),
    change('aws_iam_role.kept', { name: 'kept' }, { actions: ['update'], before: { id: 'kept' } }),
    { ...change('data.aws_region.here', {}), mode: 'data' },
  ],
});

describe('plannedCreatesOf', () => {
  const { creates, serial } = plannedCreatesOf(plan, { run, serial: 4 });
  const byAddress = new Map(creates.map((create) => [create.address, create]));

  it('lists what is made or replaced, and nothing that is changed or only read', () => {
    expect([...byAddress.keys()]).toEqual([
      'module.network.aws_vpc.this',
      'module.service["a"].aws_security_group.tasks',
      'module.service["a"].aws_subnet_user.each["x"]',
      'aws_db_instance.new',
    ]);
    expect(serial).toBe(4);
  });

  it('keeps what tells the object, with its schema version, Name tag and whether it carries the life’s tag', () => {
    expect(byAddress.get('module.network.aws_vpc.this')).toMatchObject({
      schemaVersion: 1,
      tagged: true,
      known: { cidr_block: '10.0.0.0/16', 'tags.Name': 'main' },
      replaces: null,
    });
  });

  it('keeps neither sensitive values nor attributes that could hold what nobody should read', () => {
    expect(byAddress.get('aws_db_instance.new')?.known).toEqual({});
    expect(byAddress.get('module.service["a"].aws_security_group.tasks')?.known).toEqual({ name: 'tasks' });
  });

  it('follows a reference through a variable and another module’s output', () => {
    expect(byAddress.get('module.service["a"].aws_security_group.tasks')?.references).toEqual({
      vpc_id: [{ address: 'module.network.aws_vpc.this', attribute: 'id' }],
    });
  });

  it('follows each.value to what for_each iterates over', () => {
    expect(byAddress.get('module.service["a"].aws_subnet_user.each["x"]')?.references).toEqual({
      subnet_id: [{ address: 'module.network.aws_subnet.public', attribute: null }],
    });
  });

  it('notes which object a replacement takes the place of', () => {
    expect(byAddress.get('aws_db_instance.new')?.replaces).toBe('db-OLD');
  });

  it('answers an empty list for a plan that makes nothing', () => {
    expect(plannedCreatesOf(parsePlan({ terraform_version: '1.11.4' }), { run, serial: 0 })).toEqual({
      run,
      serial: 0,
      creates: [],
    });
  });
});
