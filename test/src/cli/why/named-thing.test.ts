import type { TemplateView } from '../../../../src/client/api';
import { nameThing } from '../../../../src/cli/why/named-thing';

const template = {
  manifest: {
    inputs: { properties: { nat: { description: 'NAT' }, both: { description: 'Both' } } },
    outputs: {
      url: { description: 'URL', sensitive: false },
      both: { description: 'Both', sensitive: false },
    },
  },
} as unknown as TemplateView;
const addresses = [
  'aws_vpc.this',
  'aws_vpc.this_other',
  'module.net["eu.west"].aws_subnet.a[0]',
  'module.net["eu.west"].module.inner.data.aws_region.here',
];
const name = (thing: string) => nameThing(thing, template, addresses);

it.each([
  ['nat', 'input', 'variable.nat'],
  ['var.nat', 'input', 'variable.nat'],
  ['both', 'input', 'variable.both'],
  ['output.both', 'output', 'output.both'],
  ['url', 'output', 'output.url'],
])('takes %s for the %s', (thing, kind, block) => {
  expect(name(thing)).toMatchObject({ kind, declared: { module: '', block } });
});

it.each([
  ['aws_vpc.this', '', 'aws_vpc.this', undefined],
  ['aws_vpc.this_other', '', 'aws_vpc.this_other', undefined],
  ['aws_vpc.this.tags["a.b"]', '', 'aws_vpc.this', 'tags["a.b"]'],
  ['module.net["eu.west"].aws_subnet.a[0].cidr_block', 'net', 'aws_subnet.a', 'cidr_block'],
  ['module.net.aws_subnet.a', 'net', 'aws_subnet.a', undefined],
  [
    'module.net["eu.west"].module.inner.data.aws_region.here.name',
    'net.inner',
    'data.aws_region.here',
    'name',
  ],
])('takes %s for a resource with or without keys', (thing, module, block, attribute) => {
  const found = name(thing);

  expect(found).toMatchObject({ kind: 'resource', declared: { module, block } });
  expect(found.declared.attribute).toBe(attribute);
});

it.each([
  ['module.net', '', 'module.net'],
  ['module.net["eu.west"].module.inner', 'net', 'module.inner'],
])('takes %s for a module', (thing, module, block) => {
  expect(name(thing)).toMatchObject({ kind: 'module', declared: { module, block } });
});

it.each([
  '',
  'aws_vpc',
  'aws_vpc.thi',
  'output.nat',
  'input.url',
  'toString',
  '__proto__',
  'module',
  'module.',
])('says what there is where nothing has the name %j', (thing) => {
  expect(() => name(thing)).toThrow(
    expect.objectContaining({
      kind: 'not-found',
      facts: expect.objectContaining({
        hints: expect.arrayContaining(['Outputs: url, both.']) as unknown,
      }) as unknown,
    }),
  );
});
