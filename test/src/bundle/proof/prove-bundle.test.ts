import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepIn, keepNothing } from '../../../../src/bundle/proof/keep-by-digest';
import { type ProofTools, proverWith } from '../../../../src/bundle/proof/prove-bundle';
import { packBundles } from '../../../../src/bundle/pack-bundles';
import { readFolder } from '../../../../src/tools/read-folder';
import { installedTerraform } from '../../../support/terraform/terraform';
import { writeProgram } from '../../../support/plane/machine';
import { packWhole } from '../../../support/terraform/pack-whole';

const engine = { name: 'terraform' as const, version: '1.11.4' };
const manifest = 'title: A\ndescription: B\nversion: 1.0.0\nlease: { default: 1d, max: 7d }\n';
const mirror = mkdtempSync(join(tmpdir(), 'leasehold-mirror-'));

/** One template of these files, packed. */
async function bundleOf(texts: Record<string, string>) {
  const all = { 'templates/web/template.yaml': manifest, ...texts };
  const files = new Map(Object.entries(all).map(([path, text]) => [path, Buffer.from(text)]));
  const [bundle] = await packWhole({ files, engine });
  return bundle!;
}

const tools = async (more: Partial<ProofTools> = {}): Promise<ProofTools> => ({
  terraform: { path: await installedTerraform(), version: '1.11.4' },
  providers: { path: mirror },
  platform: 'linux_amd64',
  ...more,
});

const proveAnew = async (texts: Record<string, string>) =>
  proverWith(await tools(), { keep: keepNothing, rules: '1' })(await bundleOf(texts));

const data = (inside: string) => `resource "terraform_data" "x" {\n  ${inside}\n}\n`;

it('proves a template with a module and tests of its own, which no build has', async () => {
  const verdict = await proveAnew({
    'templates/web/main.tf': 'module "m" {\n  source = "../../modules/m"\n  size   = 1\n}\n',
    'templates/web/web.tftest.hcl': 'this is no test',
    'modules/m/main.tf': `variable "size" {\n  type = number\n}\n${data('input = var.size')}`,
  });

  expect(verdict).toEqual({ refusals: [] });
});

it.each([
  [
    'an argument that is none',
    { 'templates/web/main.tf': data('inputs = 1') },
    'templates/web/main.tf:2: resource "terraform_data" "x": Unsupported argument.',
  ],
  [
    'a variable that is not declared',
    { 'templates/web/main.tf': data('input = var.sise') },
    'templates/web/main.tf:2: resource "terraform_data" "x": Reference to undeclared input variable.',
  ],
  [
    'a module without what it asks for',
    {
      'templates/web/main.tf': 'module "m" {\n  source = "./m"\n}\n',
      'templates/web/m/main.tf': 'variable "size" {\n  type = number\n}\n',
    },
    'templates/web/main.tf:1: module "m": Missing required argument.',
  ],
  [
    'a mistake in a module outside the template',
    {
      'templates/web/main.tf': 'module "m" {\n  source = "../../modules/m"\n}\n',
      'modules/m/main.tf': `${data('')}${data('')}`,
    },
    'modules/m/main.tf:4',
  ],
  [
    'an engine that it does not want',
    { 'templates/web/main.tf': 'terraform {\n  required_version = "> 99"\n}\n' },
    'Unsupported Terraform Core version',
  ],
  [
    'a function that is none',
    { 'templates/web/main.tf': data('input = uper("a")') },
    'templates/web/main.tf:2: resource "terraform_data" "x": Call to unknown function.',
  ],
])('refuses %s, by file and block', async (_what, texts, reason) => {
  const verdict = await proveAnew(texts);

  expect(verdict).toEqual({ refusals: [expect.stringContaining(reason)] });
});

it('proves an unchanged bundle once, and anew for another engine, platform or rules', async () => {
  const keep = keepIn(mkdtempSync(join(tmpdir(), 'leasehold-kept-')));
  const bundle = await bundleOf({ 'templates/web/main.tf': data('inputs = 1') });
  const terraform = { path: join(mirror, 'none'), version: '1.11.4' };
  const first = await proverWith(await tools(), { keep, rules: '1' })(bundle);

  const again = await proverWith(await tools({ terraform }), { keep, rules: '1' })(bundle);
  const others = [
    { made: { terraform: { ...terraform, version: '1.12.0' } }, rules: '1' },
    { made: { terraform, platform: 'linux_arm64' as const }, rules: '1' },
    { made: { terraform }, rules: '2' },
  ];

  expect(again).toEqual(first);
  for (const { made, rules } of others)
    await expect(proverWith(await tools(made), { keep, rules })(bundle)).rejects.toThrow('ENOENT');
});

it('learns nothing of a bundle from an engine that is killed, and keeps nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-killed-'));
  const path = writeProgram(join(folder, 'terraform'), 'kill -9 $$');
  const bundle = await bundleOf({ 'templates/web/main.tf': data('inputs = 1') });
  const keep = keepIn(join(folder, 'kept'));
  const { terraform } = await tools();

  const cutOff = await proverWith(await tools({ terraform: { ...terraform, path } }), { keep, rules: '1' })(
    bundle,
  );
  const whole = await proverWith(await tools(), { keep, rules: '1' })(bundle);

  expect(cutOff).toEqual({ unproven: expect.stringContaining('killed') });
  expect(whole).toEqual({ refusals: [expect.stringContaining('inputs')] });
});

describe('a provider', () => {
  const locked = (version: string) =>
    `provider "registry.terraform.io/hashicorp/random" {\n  version = "${version}"\n  hashes = ["h1:x"]\n}\n`;
  const needing = (lock?: string) => ({
    'templates/web/main.tf': 'resource "random_id" "x" {\n  byte_length = 4\n}\n',
    ...(lock === undefined ? {} : { 'templates/web/.terraform.lock.hcl': lock }),
  });

  it('that the mirror does not hold leaves the template unproven, and is named', async () => {
    mkdirSync(join(mirror, 'registry.terraform.io/hashicorp/random/3.6.0/linux_amd64'), { recursive: true });

    expect(await proveAnew(needing(locked('3.7.0')))).toEqual({
      unproven: `${mirror} does not hold registry.terraform.io/hashicorp/random 3.7.0 for linux_amd64`,
    });
  });

  it('that the mirror holds otherwise than the lock file says is refused', async () => {
    const { refusals } = (await proveAnew(needing(locked('3.6.0')))) as { refusals: string[] };

    expect(refusals).toEqual([
      expect.stringMatching(/^templates\/web: .*registry\.terraform\.io\/hashicorp\/random/),
    ]);
  });

  const reasonsOf = async (texts: Record<string, string>) => {
    const all = { 'templates/web/template.yaml': manifest, ...texts };
    const files = new Map(Object.entries(all).map(([path, text]) => [path, Buffer.from(text)]));
    return (await packBundles({ files, engine })).refused.flatMap(({ reasons }) => reasons);
  };

  it.each([
    ['no lock file is there for a type', needing(), 'hashicorp/random'],
    [
      'no lock file is there for a data source of a module',
      {
        'templates/web/main.tf': 'module "m" {\n  source = "./m"\n}\n',
        'templates/web/m/main.tf': 'data "http" "x" {\n  url = "x"\n}\n',
      },
      'hashicorp/http',
    ],
    [
      'no lock file is there for a provider of another name and host',
      {
        'templates/web/main.tf.json': JSON.stringify({
          terraform: { required_providers: { mine: { source: 'Example.com/acme/Thing' } } },
          resource: { other_thing: { x: { provider: 'mine.east' } } },
        }),
      },
      'example.com/acme/thing',
    ],
    [
      'the lock file has another one',
      needing('provider "registry.terraform.io/hashicorp/time" {\n  version = "1.0.0"\n}\n'),
      'hashicorp/random',
    ],
  ])('is refused at publication where %s', async (_where, texts, name) => {
    const reasons = await reasonsOf(texts);

    expect(reasons).toEqual([
      expect.stringMatching(
        /^templates\/web\/\.terraform\.lock\.hcl (does not exist, and must|does not) lock /,
      ),
    ]);
    expect(reasons[0]).toContain(`lock ${name.includes('.') ? name : `registry.terraform.io/${name}`};`);
  });
});

it('A39: a template of AWS without a lock file is refused, and the file is named', async () => {
  const files = await readFolder('test/fixtures/cases/A39');
  const { packed, refused } = await packBundles({ files, engine });

  const file = 'templates/h39-nolock/.terraform.lock.hcl';
  expect(packed).toEqual([]);
  expect(refused).toEqual([
    {
      name: 'h39-nolock',
      reasons: [
        expect.stringContaining(`${file} does not exist, and must lock registry.terraform.io/hashicorp/aws;`),
      ],
    },
  ]);
});

describe('a type that nothing is recorded of', () => {
  const lock = {
    'templates/web/.terraform.lock.hcl':
      'provider "registry.terraform.io/hashicorp/aws" {\n  version = "5.100.0"\n}\n',
  };
  const reasonsOf = async (texts: Record<string, string>, services: string[] = []) => {
    const all = { 'templates/web/template.yaml': manifest, ...lock, ...texts };
    const files = new Map(Object.entries(all).map(([path, text]) => [path, Buffer.from(text)]));
    return (await packBundles({ files, engine, services })).refused.flatMap(({ reasons }) => reasons);
  };
  const unknown = 'resource "aws_nosuch_thing" "x" {}\n';

  it.each([
    ['in the root module', { 'templates/web/main.tf': unknown }, 'templates/web/main.tf'],
    [
      'in the JSON syntax',
      { 'templates/web/a.tf.json': '{"resource": {"aws_nosuch_thing": {"x": [{}]}}}' },
      'templates/web/a.tf.json',
    ],
    [
      'in a module that is always called',
      { 'templates/web/main.tf': 'module "m" {\n  source = "./m"\n}\n', 'templates/web/m/main.tf': unknown },
      'templates/web/m/main.tf',
    ],
  ])('is refused where every plan would have it: %s', async (_where, texts, path) => {
    expect(await reasonsOf(texts)).toEqual([
      expect.stringContaining(
        `${path}: aws_nosuch_thing.x is of type aws_nosuch_thing, which is not supported`,
      ),
    ]);
  });

  it.each([
    [
      'it has a count',
      { 'templates/web/main.tf': 'resource "aws_nosuch_thing" "x" {\n  count = 0\n}\n' },
      [],
    ],
    [
      'its module has a for_each',
      {
        'templates/web/main.tf': 'module "m" {\n  source = "./m"\n  for_each = {}\n}\n',
        'templates/web/m/main.tf': unknown,
      },
      [],
    ],
    ['a target offers its service', { 'templates/web/main.tf': unknown }, ['nosuch']],
  ])('is left to the plan where %s', async (_where, texts, services) => {
    expect(await reasonsOf(texts, services)).toEqual([]);
  });
});
