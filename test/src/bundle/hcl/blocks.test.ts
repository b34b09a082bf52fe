import { blocksOf, constantIn, isTrueIn, nestedIn } from '../../../../src/bundle/hcl/blocks';

const native = (text: string) => blocksOf('templates/t/main.tf', text);
const json = (value: unknown) => blocksOf('templates/t/main.tf.json', JSON.stringify(value));
const addresses = (blocks: { address: string }[]) => blocks.map(({ address }) => address);

it('finds the blocks of a file in the native syntax, whatever lies between them', async () => {
  const blocks = await native(`
      # provider "comment" {}
      // provider "comment" {}
      /* provider "comment" {
         } */
      terraform { required_version = ">= 1.11" }
      provider "aws" {
        alias = "us"
      }
      variable secret { sensitive = true }
      resource "aws_vpc" "this" {
        tags = { provider = "x" }
      }
    `);

  expect(addresses(blocks).sort()).toEqual(['aws_vpc.this', 'provider.aws', 'terraform', 'variable.secret']);
});

it('is not misled by braces in strings, templates, heredocs and comments', async () => {
  const blocks = await native(`
      locals {
        a = "} provider \\"aws\\" {"
        b = "\${join("}", [for k, v in { x = "}" } : v])} $\${literal"
        c = <<-EOT
          }
          provider "aws" {
          EOT
        d = "x" # }
      }
      output "end" { value = 1 }
    `);

  expect(addresses(blocks)).toEqual(['locals', 'output.end']);
});

it.each([
  ['resource "a" "b" { x = "', 'templates/t/main.tf:1: '],
  ['locals {\n  a = <<EOT\nno end', 'templates/t/main.tf:3: '],
  ['locals {\n  a = 1 b = 2\n}\n', 'templates/t/main.tf:2: '],
])('names the file and the line of what is no HCL: %j', async (text, says) => {
  await expect(native(text)).rejects.toThrow(says);
});

it.each([
  ['an object at each level', { provider: { aws: { alias: 'a' } } }],
  ['a list at the type', { provider: [{ aws: { alias: 'a' } }] }],
  ['a list at the label', { provider: { aws: [{ alias: 'a' }] } }],
  ['lists at both', { provider: [{ aws: [{ alias: 'a' }] }] }],
  ['a list of the whole file', [{ '//': 'a comment' }, { provider: { aws: { alias: 'a' } } }]],
])('reads each form that the JSON syntax has for blocks: %s', async (_form, value) => {
  const [block, ...others] = await json(value);

  expect(block).toMatchObject({ address: 'provider.aws', body: { alias: 'a' } });
  expect(others).toEqual([]);
});

it('finds every one of several blocks, in any mixture of the forms', async () => {
  const blocks = await json({
    provider: [{ aws: [{ alias: 'a' }, { alias: 'b' }] }, { random: {} }, { aws: { alias: 'c' } }],
    resource: [{ aws_vpc: { one: {} } }, { aws_vpc: [{ two: [{}] }] }],
    check: null,
  });

  expect(blocks.map(({ address, body }) => [address, body['alias']])).toEqual([
    ['provider.aws', 'a'],
    ['provider.aws', 'b'],
    ['provider.random', undefined],
    ['provider.aws', 'c'],
    ['aws_vpc.one', undefined],
    ['aws_vpc.two', undefined],
  ]);
});

it.each([
  [
    '{"provider": {"aws": {"alias": "a"}},\n "provider": {"aws": {"alias": "b"}}}',
    '"provider" appears twice',
  ],
  ['{"provider": {"aws": {"alias": "a"},\n "aws": {"alias": "b"}}}', '"aws" appears twice'],
  ['{"provider": {"aws": {"alias": "a"},\n "\\u0061ws": {"alias": "b"}}}', '"aws" appears twice'],
])('refuses a key that stands twice, by file and line, as Terraform reads both: %j', async (text, says) => {
  await expect(blocksOf('m/a.tf.json', text)).rejects.toThrow(`m/a.tf.json:2: the key ${says}`);
});

it.each([
  [{ provider: { aws: 'x' } }, 'provider.aws'],
  [{ provider: ['aws'] }, 'provider'],
  [{ provider: { aws: [[{ alias: 'a' }]] } }, 'provider.aws'],
  [{ providers: { aws: {} } }, 'providers'],
  [{ resource: { aws_vpc: { this: 1 } } }, 'aws_vpc.this'],
  [{ '//': { aws: {} }, list: {} }, 'list'],
])('refuses what it does not understand by file and address: %j', async (value, address) => {
  await expect(json(value)).rejects.toThrow(`templates/t/main.tf.json: ${address} is unknown to Terraform`);
});

it('refuses an attribute that has the name of a block, which it would hide', async () => {
  await expect(native('provider "aws" {}\nprovider = 1\n')).rejects.toThrow(
    'templates/t/main.tf: provider is',
  );
});

it('finds the blocks in a block, in both syntaxes', async () => {
  const written =
    'resource "a" "b" {\n provisioner "local-exec" {\n  command = "x"\n }\n lifecycle {\n }\n}\n';
  const blocks = [
    ...(await native(written)),
    ...(await json({ resource: { a: { b: { provisioner: [{ 'local-exec': [{}] }], lifecycle: {} } } } })),
  ];

  expect(blocks.map((block) => addresses(nestedIn(block, 'provisioner', 1)))).toEqual([
    ['provisioner.local-exec'],
    ['provisioner.local-exec'],
  ]);
  expect(blocks.map((block) => nestedIn(block, 'lifecycle').length)).toEqual([1, 1]);
});

describe('a constant', () => {
  it('is nothing of what only stands inside of another attribute', async () => {
    const [block] = await native(`module "x" {
      /*
      source = "comment"
      */
      text = <<-EOT
        source = "heredoc"
        EOT
      map = {
        source = "map"
      }
      source = "own"
    }`);

    expect(constantIn(block!, 'source')).toBe('own');
  });

  it('is a text or a truth value; what is computed is refused by file and address', async () => {
    const [block] = await native(
      'provider "aws" {\n alias = "u\\u0073"\n x = true\n region = var.region\n y = "${z}"\n n = null\n}',
    );

    expect(['alias', 'missing', 'n'].map((name) => constantIn(block!, name))).toEqual([
      'us',
      undefined,
      undefined,
    ]);
    expect(['x', 'missing', 'n'].map((name) => isTrueIn(block!, name))).toEqual([true, false, false]);
    expect(() => constantIn(block!, 'region')).toThrow(
      'templates/t/main.tf: region of provider.aws is not a constant string',
    );
    expect(() => constantIn(block!, 'y')).toThrow('y of provider.aws');
    expect(() => isTrueIn(block!, 'region')).toThrow('region of provider.aws is neither true nor false');
  });
});
