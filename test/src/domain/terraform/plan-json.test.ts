import { parsePlan } from '../../../../src/domain/terraform/plan-json';
import change from './plans/change.json';

// The plan is Terraform 1.11.4's own: an update, a replacement that creates first, a call of a module that is gone.
const resource = {
  address: 'aws_vpc.this',
  mode: 'managed',
  type: 'aws_vpc',
  name: 'this',
  provider_name: 'registry.terraform.io/hashicorp/aws',
  change: { actions: ['create'], before: null, after: { id: 'x' } },
};
const withChange = (parts: object) => ({
  terraform_version: '1.11.4',
  resource_changes: [{ ...resource, change: { ...resource.change, ...parts } }],
});
const withResource = (parts: object) => ({
  terraform_version: '1.11.4',
  resource_changes: [resource, { ...resource, ...parts }],
});
const withModule = (root_module: object) => ({ terraform_version: '1.11.4', configuration: { root_module } });

describe('parsePlan', () => {
  it('reads what Terraform prints', () => {
    const plan = parsePlan(change);

    expect(plan.terraform_version).toBe('1.11.4');
    expect(plan.resource_changes.map(({ address, change: { actions } }) => [address, ...actions])).toEqual([
      ['terraform_data.each["x.y"]', 'create'],
      ['terraform_data.one', 'create', 'delete'],
      ['module.a["x.y"].terraform_data.in[0]', 'update'],
      ['module.a["x.y"].terraform_data.in[1]', 'update'],
      ['module.b[0].terraform_data.in[0]', 'delete'],
      ['module.b[0].terraform_data.in[1]', 'delete'],
    ]);
    expect(plan.resource_changes[2]).toMatchObject({ module_address: 'module.a["x.y"]', index: 0 });
    expect(plan.output_changes['o']).toMatchObject({
      actions: ['update'],
      after: 't',
      after_sensitive: true,
    });
    expect(plan.prior_state?.values?.root_module?.resources).toEqual([
      expect.objectContaining({ name: 'one', schema_version: 0 }),
    ]);
    expect(plan.configuration?.root_module?.module_calls['a']).toMatchObject({
      expressions: { input: { references: ['terraform_data.one.id', 'terraform_data.one'] } },
      module: { resources: [{ address: 'terraform_data.in' }] },
    });
  });

  it.each([
    ['all that it may leave out', {}],
    ['an empty root module, as one of outputs has', { configuration: { root_module: {} } }],
    ['an empty state', { prior_state: { format_version: '1.0' } }],
    ['a state of outputs only', { prior_state: { values: { outputs: {}, root_module: {} } } }],
  ])('reads a plan with %s', (_what, parts) => {
    expect(parsePlan({ terraform_version: '1.11.4', ...parts })).toMatchObject({
      resource_changes: [],
      output_changes: {},
    });
  });

  it.each([
    ['neither before nor after', { before: undefined, after: undefined }],
    ['marks that are one yes or no', { after_sensitive: true, after_unknown: false }],
    ['marks in the shape of the value', { after_sensitive: { id: true }, after_unknown: { tags: [true] } }],
    ['fields of a later Terraform', { importing: { id: 'x' }, later: null }],
  ])('reads a change with %s', (_what, parts) => {
    expect(parsePlan(withChange(parts)).resource_changes).toHaveLength(1);
  });

  it.each([
    ['neither key nor module', { index: undefined, module_address: undefined }],
    ['null for a key', { index: null }],
    ['a key that is not known yet', { index_unknown: true }],
    ['an object that a replacement left behind', { deposed: '1a2b3c4d' }],
    ['fields of a later Terraform', { previous_address: 'aws_vpc.old', later: {} }],
  ])('reads a resource with %s', (_what, parts) => {
    expect(parsePlan(withResource(parts)).resource_changes).toHaveLength(2);
  });

  it.each([
    ['no version', { resource_changes: [] }, 'terraform_version is required'],
    ['no plan at all', 'hello', 'body Invalid input'],
    [
      'null for the list',
      { terraform_version: '1', resource_changes: null },
      'resource_changes Invalid input',
    ],
    ['no address', withResource({ address: undefined }), 'resource_changes.1.address is required'],
    ['no name', withResource({ name: undefined }), 'resource_changes.1.name is required'],
    [
      'no provider',
      withResource({ provider_name: undefined }),
      'resource_changes.1.provider_name is required',
    ],
    ['an unknown mode', withResource({ mode: 'other' }), 'resource_changes.1.mode Invalid option'],
    ['no change', withResource({ change: undefined }), 'resource_changes.1.change is required'],
    ['a list for a key', withResource({ index: [1] }), 'resource_changes.1.index Invalid input'],
    ['no actions', withChange({ actions: undefined }), 'resource_changes.0.change.actions is required'],
    ['a text for what is left', withChange({ after: 'x' }), 'resource_changes.0.change.after Invalid input'],
    ['a list of outputs', { ...withChange({}), output_changes: [] }, 'output_changes Invalid input'],
    [
      'a block without an address',
      withModule({ resources: [{ mode: 'managed', type: 'aws_vpc', name: 'this' }] }),
      'configuration.root_module.resources.0.address is required',
    ],
    [
      'a text for a module deep in others',
      withModule({ module_calls: { a: { module: { module_calls: { b: { module: 'x' } } } } } }),
      'configuration.root_module.module_calls.a.module.module_calls.b.module Invalid input',
    ],
    [
      'an object in the state that has no name',
      { terraform_version: '1', prior_state: { values: { root_module: { resources: [{}] } } } },
      'prior_state.values.root_module.resources.0.name is required',
    ],
  ])('refuses a plan with %s, and names the field', (_what, json, reason) => {
    expect(() => parsePlan(json)).toThrow(
      expect.objectContaining({ code: 'CorruptRecord', message: expect.stringContaining(reason) }),
    );
  });
});
