import type { PlanJson } from '../../../../src/domain/terraform/plan-json';
import { asRoot, previewOf, seen, type TestComponent } from '../../../support/preview/components';
import { packedTiny } from '../../../support/terraform/packed-tree';
import { bundleOf } from '../../../support/terraform/template-bundle';

const main = String.raw`
variable "vpc_id" { type = string }
variable "subnet_ids" { type = list(string) }
variable "settings" { type = object({ cidr = string, zones = optional(list(string), []) }) }
variable "anything" { default = null }
variable "big" {
  type    = number
  default = 1
}
variable "from_file" { type = map(any) }
variable "size" {
  type = number
  validation {
    condition     = var.size < 10
    error_message = "too large"
  }
}
variable "net" {
  type     = string
  default  = "none"
  nullable = false
  validation {
    condition     = length(var.net) > 2
    error_message = "too short"
  }
}
variable "secret" {
  type      = string
  default   = "hush-hush-hush"
  sensitive = true
}
variable "token" {
  type      = string
  default   = "passing"
  ephemeral = true
}
locals { ids = [for id in var.subnet_ids : id] }
resource "terraform_data" "lb" {
  input = {
    vpc   = var.vpc_id
    first = local.ids[0]
    cidr  = var.settings.cidr
    size  = var.size
    text  = "in ${'$'}{var.vpc_id}"
    here  = "${'$'}{path.module}|${'$'}{path.root}|${'$'}{basename(path.cwd)}|${'$'}{terraform.workspace}"
    file  = file("${'$'}{path.module}/words.txt")
    files = fileset(path.module, "*.txt")
    plain = "path.module"
    any   = var.anything
    big   = var.big
    given = var.from_file
  }
  lifecycle {
    precondition {
      condition     = var.settings.cidr != ""
      error_message = "no cidr"
    }
  }
}
resource "terraform_data" "fixed" { input = "does not depend" }
resource "terraform_data" "secret" { input = var.secret }
resource "terraform_data" "each" {
  for_each = { a = var.vpc_id, b = "known" }
  input    = each.value
}
module "part" {
  source = "./part"
  id     = var.vpc_id
}
check "net" {
  assert {
    condition     = var.settings.cidr != "10"
    error_message = "cidr is 10"
  }
}
output "lb" { value = terraform_data.lb.output }
output "fixed" { value = "fixed" }
output "part" { value = module.part.id }
output "secret" {
  value     = var.secret
  sensitive = true
}
`;
const files = {
  'templates/tiny/main.tf': main,
  'templates/tiny/more.tf.json': JSON.stringify({
    resource: { terraform_data: { json: { input: '${path.module} and ${var.size}' } } },
  }),
  'templates/tiny/terraform.tfvars': 'from_file = { a = 1 }\n',
  'templates/tiny/words.txt': 'words',
  'templates/tiny/part/main.tf': `
    variable "id" { type = string }
    resource "terraform_data" "part" { input = { id = var.id, here = path.module, root = path.root } }
    output "id" { value = var.id }`,
};
const pending = {
  vpc_id: 'vpc.vpc_id',
  subnet_ids: 'vpc.private_subnet_ids',
  settings: 'vpc.settings',
  net: 'vpc.net',
};
const known = {
  vpc_id: 'vpc-0abc',
  subnet_ids: ['subnet-1', 'subnet-2'],
  settings: { cidr: '10.0.0.0/16' },
  net: 'main',
};
const odd = {
  size: 3,
  anything: { text: '${not} a %{template}', list: [1, 'a', null] },
  secret: 'a-secret-of-it',
};

async function planned(component: TestComponent): Promise<PlanJson> {
  const { preview } = await previewOf(component);
  if (preview.result === 'planned') return preview.plan;
  throw new Error(`It waits: ${JSON.stringify(preview.waits)}`);
}

const actionsOf = ({ resource_changes }: PlanJson) =>
  Object.fromEntries(resource_changes.map(({ address, change }) => [address, change.actions.join('+')]));
const changeAt = (plan: PlanJson, address: string) =>
  plan.resource_changes.find((one) => one.address === address)!.change;

describe('a component whose producer does not exist', () => {
  it('is planned exactly but for what follows from the outputs, of whatever type they are', async () => {
    const plan = await planned({ bundle: await packedTiny(files), pending, inputs: { size: 3 } });
    const { after, after_unknown: unknown } = changeAt(plan, 'terraform_data.lb');

    expect(after?.['input']).toEqual({
      size: 3,
      here: '.|.|tiny|default',
      file: 'words',
      files: ['words.txt'],
      plain: 'path.module',
      any: null,
      big: 1,
      given: { a: 1 },
    });
    expect(unknown).toMatchObject({ input: { vpc: true, first: true, cidr: true, text: true } });
    expect(changeAt(plan, 'terraform_data.each["b"]').after).toMatchObject({ input: 'known' });
    expect(changeAt(plan, 'module.part.terraform_data.part').after).toMatchObject({
      input: { here: 'part', root: '.' },
    });
    expect(plan.output_changes).toMatchObject({
      fixed: { after: 'fixed', after_unknown: false },
      part: { after_unknown: true },
      secret: { after_sensitive: true },
    });
    expect(plan.checks.map(({ address, status }) => [address.to_display, status])).toEqual(
      expect.arrayContaining([
        ['check.net', 'unknown'],
        ['terraform_data.lb', 'unknown'],
        ['var.net', 'unknown'],
        ['var.size', 'pass'],
      ]),
    );
  });

  it('is logged as itself, without what the preview adds', async () => {
    const { lines } = await previewOf({ bundle: await packedTiny(files), pending, inputs: { size: 3 } });

    expect(lines).toContain('terraform_data.lb: Plan to create');
    expect(lines.join('\n')).not.toMatch(/pending|leasehold_|module\.component|to add|Backend configuration/);
  });

  it('is planned as a root is, once all inputs are known', async () => {
    const component = { bundle: await packedTiny(files), inputs: { ...known, ...odd } };

    expect(seen(await planned(component))).toEqual(seen((await asRoot(component)).plan));
  });

  it('shows in a component that exists what would change, and invents no replacement', async () => {
    const bundle = await packedTiny(files);
    const { state } = await asRoot({ bundle, inputs: { ...known, ...odd } }, { apply: true });
    const waiting = await planned({ bundle, inputs: odd, pending, state });
    const exact = await planned({ bundle, inputs: { ...known, ...odd }, state });
    const changed = Object.entries(actionsOf(waiting)).filter(([, actions]) => actions !== 'no-op');

    expect(Object.fromEntries(changed)).toEqual({
      'terraform_data.each["a"]': 'update',
      'terraform_data.lb': 'update',
      'module.part.terraform_data.part': 'update',
    });
    expect(new Set(Object.values(actionsOf(exact)))).toEqual(new Set(['no-op']));
    expect(Object.values(exact.output_changes).map(({ actions }) => actions)).toEqual(
      Array(4).fill(['no-op']),
    );
  });

  it('keeps what was moved, and says of what is deleted and forgotten that it is', async () => {
    const old = await packedTiny({
      'templates/tiny/main.tf': `
        resource "terraform_data" "old" { input = 1 }
        resource "terraform_data" "gone" { input = 1 }
        resource "terraform_data" "left" { input = 1 }`,
    });
    const bundle = await packedTiny({
      'templates/tiny/main.tf': `
        variable "id" { type = string }
        resource "terraform_data" "new" { input = 1 }
        resource "terraform_data" "user" { input = var.id }
        moved {
          from = terraform_data.old
          to   = terraform_data.new
        }
        removed {
          from = terraform_data.left
          lifecycle { destroy = false }
        }`,
    });
    const { state } = await asRoot({ bundle: old }, { apply: true });
    const plan = await planned({ bundle, pending: { id: 'vpc.id' }, state });

    expect(actionsOf(plan)).toEqual({
      'terraform_data.gone': 'delete',
      'terraform_data.left': 'forget',
      'terraform_data.new': 'no-op',
      'terraform_data.user': 'create',
    });
    expect(plan.resource_changes.find(({ name }) => name === 'new')?.previous_address).toBe(
      'terraform_data.old',
    );
  });
});

it('is observed where a text is written from what is not known, secrets marked and nothing ephemeral', async () => {
  const bundle = await packedTiny({
    'templates/tiny/main.tf': `
      variable "id" { type = string }
      variable "secret" {
        default   = "hush-hush-hush"
        sensitive = true
      }
      variable "token" {
        default   = "passing"
        ephemeral = true
      }
      module "part" {
        source   = "./part"
        for_each = { a = 1 }
        id       = var.id
        secret   = var.secret
        token    = var.token
      }`,
    'templates/tiny/part/main.tf': `
      variable "id" {}
      variable "secret" {}
      variable "token" { ephemeral = true }
      resource "terraform_data" "text" {
        count = 1
        input = jsonencode({ id = var.id, secret = var.secret, fixed = [1, "a"], token = ephemeralasnull(var.token) })
      }`,
  });
  const { preview } = await previewOf({ bundle, pending: { id: 'vpc.id' } });
  const { plan } = preview as Extract<typeof preview, { result: 'planned' }>;

  expect(plan.resource_changes.map(({ address }) => address)).toEqual([
    'module.part["a"].terraform_data.text[0]',
  ]);
  expect(preview).toMatchObject({
    outlines: [
      {
        address: 'module.part["a"].terraform_data.text[0]',
        attribute: 'input',
        value: { secret: 'hush-hush-hush', fixed: [1, 'a'], token: null },
        unknown: { id: true },
        secret: { secret: true },
      },
    ],
  });
});

it('is planned as a root is where it is a module from elsewhere, with modules of its own', async () => {
  const folder = 'templates/tiny/leasehold_modules';
  const here = 'resource "terraform_data" "here" { input = "${path.module} ${path.root}" }\n';
  const module = {
    key: 'inner',
    source: 'registry.terraform.io/acme/inner/aws',
    version: '1.0.0',
    folder: '../inner',
  };
  const bundle = bundleOf({
    'bundle.json': JSON.stringify({
      template: 'tiny',
      version: '1.0.0',
      engine: { name: 'terraform', version: '1.11.4' },
      root: 'leasehold_modules/net',
      module: { usesAws: false, awsAliases: [], variables: [] },
      modules: [module, { key: 'inner.deep', source: './deep', folder: '../inner/deep' }],
    }),
    [`${folder}/net/main.tf`]: `${here}module "inner" {\n  source  = "acme/inner/aws"\n  version = "1.0.0"\n}\n`,
    [`${folder}/inner/main.tf`]: `${here}module "deep" { source = "./deep" }\n`,
    [`${folder}/inner/deep/main.tf`]: here,
  });
  const plan = await planned({ bundle });

  expect(seen(plan)).toEqual(seen((await asRoot({ bundle })).plan));
  expect(changeAt(plan, 'module.inner.module.deep.terraform_data.here').after).toMatchObject({
    input: '../inner/deep .',
  });
});

describe('an import block of a component', () => {
  const resource =
    'resource "terraform_data" "one" { input = 1 }\nresource "terraform_data" "many" {\n  for_each = toset(["a"])\n}\n';
  const bundleWith = (text: string) =>
    packedTiny({ 'templates/tiny/main.tf': `variable "id" { default = "i-2" }\n${resource}${text}` });
  const importedIn = ({ resource_changes }: PlanJson) =>
    resource_changes.flatMap(({ address, change }) =>
      change.importing ? [[address, change.importing.id]] : [],
    );

  it.each([
    ['a constant', 'import {\n  to = terraform_data.one\n  id = "i-1"\n}', [['terraform_data.one', 'i-1']]],
    [
      'an input',
      'import {\n  to = terraform_data.one\n  id = "x-${var.id}"\n}',
      [['terraform_data.one', 'x-i-2']],
    ],
    [
      'a key',
      'import {\n  to = terraform_data.many["a"]\n  id = "i-1"\n}',
      [['terraform_data.many["a"]', 'i-1']],
    ],
    [
      'keys that are written out',
      'import {\n  for_each = { a = "i-3" }\n  to = terraform_data.many[each.key]\n  id = each.value\n}',
      [['terraform_data.many["a"]', 'i-3']],
    ],
  ])('takes in what it takes in as a root, by %s', async (_, text, imported) => {
    const component = { bundle: await bundleWith(text) };
    const plan = await planned(component);

    expect(importedIn(plan)).toEqual(imported);
    expect(seen(plan)).toEqual(seen((await asRoot(component)).plan));
  });

  it('takes in the same where it is written in JSON', async () => {
    const text = JSON.stringify({ import: [{ to: 'terraform_data.one', id: 'in-${var.id}' }] }, null, 2);
    const bundle = await packedTiny({
      'templates/tiny/main.tf': `variable "id" { default = "i-2" }\n${resource}`,
      'templates/tiny/more.tf.json': text,
    });
    const plan = await planned({ bundle });

    expect(importedIn(plan)).toEqual([['terraform_data.one', 'in-i-2']]);
    expect(seen(plan)).toEqual(seen((await asRoot({ bundle })).plan));
  });

  it('waits where its id does, and is refused by file and line where its keys refer to the module', async () => {
    const waiting = await bundleWith('import {\n  to = terraform_data.one\n  id = var.id\n}');
    const { preview } = await previewOf({ bundle: waiting, pending: { id: 'vpc.id' } });
    const bundle = await bundleWith(
      'import {\n  for_each = toset([var.id])\n  to = terraform_data.many["a"]\n  id = each.key\n}',
    );

    expect(preview).toEqual({
      result: 'later',
      waits: [
        { address: 'import', path: 'templates/tiny/main.tf', line: 6, what: 'id', pending: ['vpc.id'] },
      ],
    });
    await expect(previewOf({ bundle })).rejects.toThrow(
      /^templates\/tiny\/main\.tf:6: import has a for_each that refers/,
    );
  });
});
