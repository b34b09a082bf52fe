import { stateAsChild } from '../../../../../src/domain/terraform/preview/state-as-child';
import { parseState } from '../../../../../src/domain/terraform/state-file';

const aws = 'registry.terraform.io/hashicorp/aws';
const resource = (name: string, more: object) => ({
  mode: 'managed',
  type: 'aws_vpc',
  name,
  provider: `provider["${aws}"]`,
  instances: [],
  ...more,
});
const child = (resources: object[], own: string[]) => {
  const text = JSON.stringify({
    version: 4,
    serial: 3,
    lineage: 'l',
    outputs: {},
    resources,
    check_results: [{}],
  });
  return stateAsChild(parseState(Buffer.from(text)), new Set(own));
};

it('puts every address below the call of the component', () => {
  const instances = [
    { index_key: 'a', attributes: { id: '1' }, dependencies: ['aws_vpc.b', 'module.x.aws_vpc.c'] },
  ];
  const state = child(
    [resource('one', { instances }), resource('two', { module: 'module.net["a"]' })],
    [aws],
  );

  expect(state.resources.map(({ module, name }) => [module, name])).toEqual([
    ['module.component', 'one'],
    ['module.component.module.net["a"]', 'two'],
  ]);
  expect(state.resources[0]?.instances).toMatchObject([
    {
      index_key: 'a',
      attributes: { id: '1' },
      dependencies: ['module.component.aws_vpc.b', 'module.component.module.x.aws_vpc.c'],
    },
  ]);
  expect(state).toMatchObject({ serial: 3, lineage: 'l' });
  expect(state).not.toHaveProperty('check_results');
});

it.each([
  ['its own', `provider["${aws}"]`, [aws], `module.component.provider["${aws}"]`],
  ['one that it has from the root', `provider["${aws}"]`, [], `provider["${aws}"]`],
  ['one with an alias', `provider["${aws}"].peer`, [], `module.component.provider["${aws}"].peer`],
  ['one of a module', `module.x.provider["${aws}"]`, [], `module.component.module.x.provider["${aws}"]`],
])('names the provider that configures it: %s', (_, provider, own, expected) => {
  expect(child([resource('one', { provider })], own).resources[0]?.provider).toBe(expected);
});
