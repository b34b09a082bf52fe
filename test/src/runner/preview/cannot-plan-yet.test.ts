import { RunFailure } from '../../../../src/domain/environment/run-failure';
import { asRoot, previewOf, type TestComponent } from '../../../support/preview/components';
import { packedTiny } from '../../../support/terraform/packed-tree';

const variables = `
variable "ids" { type = list(string) }
variable "names" { type = set(string) }
variable "zones" { type = list(string) }
`;
const pending = { ids: 'vpc.private_subnet_ids', names: 'dns.names', zones: 'vpc.zones' };
const one = 'resource "terraform_data" "one" {\n  input = var.ids\n}\n';

const bundleOf = (text: string, more: Record<string, string> = {}) =>
  packedTiny({ 'templates/tiny/variables.tf': variables, 'templates/tiny/main.tf': text, ...more });

async function waitsOf(component: TestComponent) {
  const { preview } = await previewOf({ pending, ...component });
  return preview.result === 'later'
    ? preview.waits
    : preview.plan.resource_changes.map(({ address }) => address);
}

async function refusal(component: TestComponent): Promise<string> {
  const error: unknown = await previewOf(component).catch((cause: unknown) => cause);
  if (error instanceof RunFailure) return error.failure.reason;
  throw new Error(`It was not refused: ${JSON.stringify(error)}`);
}

const path = 'templates/tiny/main.tf';
const inner = `variable "keys" {}\nresource "terraform_data" "inner" {\n  for_each = local.named\n}\nlocals {\n  named = { for key in var.keys : key => key }\n}\n`;

const waiting: [string, string, object][] = [
  [
    'count of a list',
    `${one}resource "terraform_data" "two" {\n  count = length(var.ids)\n}`,
    { address: 'terraform_data.two', path, line: 5, what: 'count', pending: ['vpc.private_subnet_ids'] },
  ],
  [
    'for_each over keys',
    'resource "terraform_data" "two" {\n  for_each = var.names\n}',
    { address: 'terraform_data.two', path, line: 2, what: 'for_each', pending: ['dns.names'] },
  ],
  [
    'a local of two values',
    'locals { all = concat(var.ids, tolist(var.names)) }\nresource "terraform_data" "two" {\n  count = length(local.all)\n}',
    {
      address: 'terraform_data.two',
      path,
      line: 3,
      what: 'count',
      pending: ['dns.names', 'vpc.private_subnet_ids'],
    },
  ],
  [
    'an argument of a resource that is set to it',
    'resource "terraform_data" "own" { input = var.zones }\nresource "terraform_data" "two" {\n  count = length(terraform_data.own.input)\n}',
    { address: 'terraform_data.two', path, line: 3, what: 'count', pending: ['vpc.zones'] },
  ],
  [
    'the repetition of a module',
    'module "part" {\n  source = "./part"\n  count  = length(var.zones)\n  keys   = []\n}',
    { address: 'module.part', path, line: 3, what: 'count', pending: ['vpc.zones'] },
  ],
  [
    'keys that a module is given',
    'module "part" {\n  source = "./part"\n  keys   = var.names\n}',
    {
      address: 'terraform_data.inner',
      path: 'templates/tiny/part/main.tf',
      line: 3,
      what: 'for_each',
      pending: ['dns.names'],
    },
  ],
];

describe('a component whose shape depends on what does not exist', () => {
  it.each(waiting)('can be planned later, with what it waits for, by %s', async (_, text, wait) => {
    const bundle = await bundleOf(text, { 'templates/tiny/part/main.tf': inner });

    expect(await waitsOf({ bundle })).toEqual([wait]);
  });

  it('names all that wait', async () => {
    const two = waiting
      .slice(0, 2)
      .map(([, text], at) => text.replaceAll('two', `two${at}`))
      .join('\n');
    const waits = await waitsOf({ bundle: await bundleOf(two) });

    expect(waits).toMatchObject([{ pending: ['vpc.private_subnet_ids'] }, { pending: ['dns.names'] }]);
  });

  it('is planned where its length and keys are known, whatever their values', async () => {
    const text = `
      variable "sizes" { default = { a = 1, b = 2 } }
      resource "terraform_data" "length" {
        count = length([var.zones[0], var.ids[0]])
        input = var.ids
      }
      resource "terraform_data" "keys" {
        for_each = { for key, size in var.sizes : key => "\${size}-\${var.ids[0]}" }
        input    = each.value
      }`;

    expect(await waitsOf({ bundle: await bundleOf(text) })).toEqual([
      'terraform_data.keys["a"]',
      'terraform_data.keys["b"]',
      'terraform_data.length[0]',
      'terraform_data.length[1]',
    ]);
  });

  it.each([
    ['all instances of a resource', 'length(var.zones) == 0 ? {} : terraform_data.own', ['vpc.zones']],
    [
      'an argument in a loop',
      '{ for key, one in terraform_data.own : one.input => key }',
      ['vpc.private_subnet_ids'],
    ],
    [
      'an argument of each',
      '{ for key, one in terraform_data.user : one.input => key }',
      ['vpc.private_subnet_ids'],
    ],
  ])('waits for outputs alone, by %s', async (_, value, waits) => {
    const text = `resource "terraform_data" "own" {
        for_each = { a = 1 }
        input    = var.ids[0]
      }
      resource "terraform_data" "user" {
        for_each = terraform_data.own
        input    = each.value.input
      }
      resource "terraform_data" "two" {
        for_each = ${value}
      }`;

    expect(await waitsOf({ bundle: await bundleOf(text) })).toMatchObject([
      { address: 'terraform_data.two', what: 'for_each', pending: waits },
    ]);
  });

  it.each([
    ['a loop', '{ for key, one in terraform_data.own : one.id => "${key}${var.ids[0]}" }'],
    ['all of them', 'toset(concat(values(terraform_data.own)[*].id, var.ids))'],
    ['what repeats', '{ for key, one in terraform_data.user : one.input => var.ids[0] }'],
  ])('is an error where the component itself would have to be made first, by %s', async (_, value) => {
    const text = `resource "terraform_data" "own" { for_each = { a = 1 } }
      resource "terraform_data" "user" {
        for_each = terraform_data.own
        input    = each.value.id
      }
      resource "terraform_data" "two" {
        for_each = ${value}
      }`;

    expect(await refusal({ bundle: await bundleOf(text), pending })).toMatch(/Invalid for_each argument/);
  });

  it('is an error, not later, where the component itself would have to be made first', async () => {
    const text = `${one}resource "terraform_data" "two" {\n  count = length("\${terraform_data.one.id}\${var.ids[0]}")\n}`;

    expect(await refusal({ bundle: await bundleOf(text), pending })).toMatch(
      /^terraform plan: templates\/tiny\/main\.tf:5: resource "terraform_data" "two": Invalid count argument/,
    );
  });

  it('waits for the producer where the component exists and only its update makes it unknown', async () => {
    const text =
      'resource "terraform_data" "one" {\n  triggers_replace = var.ids\n}\nresource "terraform_data" "two" {\n  count = length(terraform_data.one.id) > 3 ? 1 : 0\n}';
    const first = text.replace('length(terraform_data.one.id) > 3 ? 1 : 0', '1');
    const inputs = { ids: ['a'], names: ['b'], zones: ['c'] };
    const { state } = await asRoot({ bundle: await bundleOf(first), inputs }, { apply: true });
    const waits = await waitsOf({ bundle: await bundleOf(text), state });

    expect(waits).toMatchObject([{ address: 'terraform_data.two', pending: ['vpc.private_subnet_ids'] }]);
  });
});

const known = { ids: ['a'], names: ['b'], zones: ['c'] };
const wrong: [string, Record<string, string>, Partial<TestComponent>, RegExp][] = [
  [
    'a validation',
    {
      [path]:
        'variable "size" {\n  validation {\n    condition = var.size < 3\n    error_message = "too large"\n  }\n}',
    },
    { inputs: { ...known, size: 4 } },
    /templates\/tiny\/main\.tf: variable\.size: Invalid value for variable.*too large.*rule at main\.tf:2/s,
  ],
  [
    'a precondition',
    {
      [path]:
        'resource "terraform_data" "x" {\n  lifecycle {\n    precondition {\n      condition = length(var.zones) > 1\n      error_message = "one zone"\n    }\n  }\n}',
    },
    { inputs: known },
    /main\.tf:4: .*Resource precondition failed.*one zone/s,
  ],
  [
    'a function that fails in a module',
    {
      [path]: 'module "part" {\n  source = "./part"\n  keys = var.zones\n}',
      'templates/tiny/part/main.tf':
        'variable "keys" {}\nresource "terraform_data" "x" {\n  input = tonumber(var.keys[0])\n}',
    },
    { inputs: known },
    /terraform plan: templates\/tiny\/part\/main\.tf:3: resource "terraform_data" "x": Invalid function/,
  ],
  [
    'a value of another type',
    { [path]: one },
    { inputs: { ...known, ids: { a: 1 } } },
    /templates\/tiny\/variables\.tf: variable\.ids: Invalid value for input variable/,
  ],
  [
    'an input that is missing',
    { [path]: one },
    { inputs: { ids: ['a'], names: ['b'] } },
    /templates\/tiny\/variables\.tf: variable\.zones: Missing required argument/,
  ],
  [
    'an output that is secret and not said to be',
    { [path]: 'variable "s" {\n  sensitive = true\n}\noutput "o" { value = var.s }' },
    { inputs: { ...known, s: 'a-secret-text' } },
    /templates\/tiny\/main\.tf: output\.o: Output refers to sensitive values/,
  ],
];

describe('an error of the component itself', () => {
  it.each(wrong)('is told by its own file and line: %s', async (_, texts, component) => {
    const bundle = await packedTiny({ 'templates/tiny/variables.tf': variables, ...texts });
    const reason = await refusal({ bundle, ...component });

    expect(reason).toMatch(wrong.find(([, one]) => one === texts)![3]);
    expect(reason).not.toMatch(/leasehold_|module\.component/);
  });

  it('is told too where others only wait', async () => {
    const text = `${waiting[1]![1]}\nresource "terraform_data" "bad" {\n  input = tonumber("x")\n}`;

    expect(await refusal({ bundle: await bundleOf(text), pending })).toMatch(
      /main\.tf:5: resource "terraform_data" "bad": Invalid function/,
    );
  });
});

describe('what cannot be the child of another root', () => {
  it.each([
    [
      'lists its own files',
      'locals { f = fileset(path.module, "*.tf") }',
      /main\.tf:1: fileset of locals reads the template's own configuration/,
    ],
    ['lists all files', 'locals { f = fileset(path.root, "**") }', /main\.tf:1: fileset of locals/],
    ['reads itself', 'locals { f = file("${path.module}/main.tf") }', /main\.tf:1: file of locals/],
  ])('is refused by file and line where it %s', async (_, text, why) => {
    expect(await refusal({ bundle: await bundleOf(text), inputs: known })).toMatch(why);
  });

  it('is refused by its name where a file would take the place of one of the preview', async () => {
    const bundle = await bundleOf(one, { 'templates/tiny/leasehold_component/x.txt': 'x' });

    expect(await refusal({ bundle, inputs: known })).toMatch(
      /leasehold_component\/x\.txt has a name that is reserved/,
    );
  });

  it('is refused where a reference is given to what is no input', async () => {
    const component = { bundle: await bundleOf(one), inputs: known, pending: { zone: 'vpc.zone' } };

    expect(await refusal(component)).toBe(
      "tiny 1.0.0 has no input 'zone', to which vpc.zone is given; remove the reference, or name one of: ids, names, zones.",
    );
  });
});
