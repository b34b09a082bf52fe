import { strFromU8, unzipSync } from 'fflate';
import { packBundles } from '../../../src/bundle/pack-bundles';
import { packWhole } from '../../support/terraform/pack-whole';
import type { Engine } from '../../../src/domain/template/engine';

const engine: Engine = { name: 'terraform', version: '1.11.4' };
const manifest = (version = '1.0.0') => `
title: A template
description: What it is for.
version: ${version}
lease: { default: 7d, max: 30d }
inputs: { type: object, additionalProperties: false, properties: {} }
outputs: {}
`;
const tree = {
  'templates/web/template.yaml': manifest(),
  'templates/web/main.tf': 'module "app" { source = "../../modules/app" }',
  'templates/web/.terraform.lock.hcl': '# locked',
  'templates/web/tests/web.tftest.hcl': 'run "x" {}',
  'templates/web/.terraform/providers/big': 'x',
  'templates/plain/template.yaml': manifest(),
  'templates/plain/main.tf': 'resource "terraform_data" "x" {}',
  'modules/app/main.tf':
    'module "label" {\n  source    = "../label"\n}\nmodule "again" { source = "../../modules/app" }',
  'modules/app/tests/app.tftest.hcl': 'run "x" {}',
  'modules/label/main.tf': '# nothing',
  'modules/unused/main.tf': '# nothing',
  'README.md': '# not in any bundle',
};

const filesOf = (texts: Record<string, string>) =>
  new Map(Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)]));

const pack = (texts: Record<string, string>) => packWhole({ files: filesOf(texts), engine });

beforeEach(() => {
  jest.useFakeTimers({ advanceTimers: true, now: new Date('2026-01-01T00:00:00.000Z') });
});
afterEach(() => {
  jest.useRealTimers();
});

it('puts into a bundle its template, its lock file and the modules it uses, directly or not, and nothing else', async () => {
  const { zip } = (await pack(tree)).find(({ name }) => name === 'web')!;
  const files = unzipSync(zip);

  expect(Object.keys(files).sort()).toEqual([
    'bundle.json',
    'modules/app/main.tf',
    'modules/label/main.tf',
    'templates/web/.terraform.lock.hcl',
    'templates/web/main.tf',
    'templates/web/template.yaml',
  ]);
  expect(JSON.parse(strFromU8(files['bundle.json']!))).toEqual({
    template: 'web',
    version: '1.0.0',
    engine,
    module: { usesAws: false, awsAliases: [], variables: [] },
    inputs: { type: 'object', additionalProperties: false, required: [], properties: {} },
  });
});

it('names the same content by the same digest, whatever the order of the files and the day', async () => {
  const shuffled = Object.fromEntries(Object.entries(tree).reverse());

  const first = await pack(tree);
  jest.setSystemTime(new Date('2027-05-05T00:00:00.000Z'));
  const second = await pack(shuffled);

  expect(second.map(({ bundle }) => bundle)).toEqual(first.map(({ bundle }) => bundle));
});

it.each([
  [
    'a manifest that is not as it must be',
    { 'templates/web/template.yaml': 'title: only' },
    /web\/template.yaml.*version/,
  ],
  [
    'a module that is not there',
    { 'templates/web/main.tf': 'module "x" { source = "../../modules/ghost" }' },
    /modules\/ghost/,
  ],
  [
    'an input that only the manifest takes for a secret',
    {
      'templates/web/template.yaml': manifest().replace(
        'properties: {}',
        'properties: { key: { description: A key, sensitive: true } }',
      ),
      'templates/web/variables.tf': 'variable "key" {\n  type = string\n}',
    },
    /the input key is sensitive only in template.yaml/,
  ],
  [
    'a module that Terraform would fetch',
    { 'modules/label/main.tf': 'module "x" {\n  source = "git::https://example.com/m.git"\n}' },
    /modules\/label\/main.tf takes module 'x' from 'git::https:\/\/example.com\/m.git'/,
  ],
])('refuses %s', async (_what, change, says) => {
  await expect(pack({ ...tree, ...change })).rejects.toThrow(says);
});

it('takes an input for a secret that only Terraform takes for one', async () => {
  const secret = { 'templates/web/variables.tf': 'variable "key" {\n  sensitive = true\n}' };

  const web = (await pack({ ...tree, ...secret })).find(({ name }) => name === 'web')!;

  expect(web.manifest.inputs.properties).toEqual({ key: { description: 'key', sensitive: true } });
});

it('packs all others beside what it refuses, and gives every reason of that', async () => {
  const files = filesOf({
    ...tree,
    'templates/bad/template.yaml': 'title: [',
    'templates/odd/template.yaml': manifest(),
    'templates/odd/main.tofu': '',
    'templates/odd/main.tf': 'terraform {\n  encryption {}\n}',
  });

  const { packed, refused } = await packBundles({ files, engine });

  expect(packed.map(({ name }) => name)).toEqual(['plain', 'web']);
  expect(refused.map(({ name }) => name)).toEqual(['bad', 'odd']);
  expect(refused[0]?.reasons).toEqual([
    expect.stringMatching(/^templates\/bad\/template\.yaml cannot be read: /),
  ]);
  expect(refused[1]?.reasons).toEqual([
    expect.stringContaining('templates/odd/main.tofu is a file that only OpenTofu reads'),
    expect.stringContaining('templates/odd/main.tf: terraform has encryption'),
  ]);
});

describe('a module of a template', () => {
  const called = (call: string, file = 'main.tf') => ({
    'templates/web/template.yaml': manifest(),
    [`templates/web/${file}`]: call,
    'modules/my_queue/main.tf': 'variable "name" { type = string }',
    'modules/hq/main.tf': 'variable "name" { type = string }',
    'modules/hq/inner/main.tf': 'resource "terraform_data" "this" { input = "inner" }',
    'modules/hq/inner/policy.json': '{}',
    'modules/hq/inner/examples/main.tf': 'module "far" {\n  source = "terraform-aws-modules/vpc/aws"\n}',
  });
  const bundled = async (texts: Record<string, string>) => {
    const [packed] = await pack(texts);
    return Object.keys(unzipSync(packed!.zip)).filter((path) => path.startsWith('modules/'));
  };

  it.each([
    [
      'under a name with a mark',
      'module "q" {\n  source = "../../modules/my_queue"\n}',
      'main.tf',
      ['my_queue'],
    ],
    ['in the JSON syntax', '{"module": {"q": {"source": "../../modules/hq"}}}', 'main.tf.json', ['hq']],
    ['in a JSON list', '{"module": [{"q": [{"source": "../../modules/hq"}]}]}', 'main.tf.json', ['hq']],
    [
      'in a folder of a folder',
      'module "q" {\n  source = "../../modules/hq/inner"\n}',
      'main.tf',
      ['hq/inner'],
    ],
    ['by an escape', 'module "q" {\n  source = "../../modules/\\u0068q"\n}', 'main.tf', ['hq']],
    [
      'twice',
      'module q { source = "../../modules/hq" }\nmodule r { source = "../../modules/hq/" }',
      'm.tf',
      ['hq'],
    ],
  ])('is bundled where Terraform finds it: %s', async (_where, call, file, folders) => {
    const main = folders.map((folder) => `modules/${folder}/main.tf`);

    expect((await bundled(called(call, file))).filter((path) => path.endsWith('.tf'))).toEqual(main);
  });

  it('brings the files beside its configuration, and not the configuration of its examples', async () => {
    expect(await bundled(called('module "q" {\n  source = "../../modules/hq/inner"\n}'))).toEqual([
      'modules/hq/inner/main.tf',
      'modules/hq/inner/policy.json',
    ]);
  });

  it.each([
    ['# source = "../../modules/old"\n', 'main.tf'],
    ['/*\nmodule "q" {\n  source = "../../modules/old"\n}\n*/', 'main.tf'],
    ['locals {\n  x = "module { source = \\"../../modules/old\\" }"\n}', 'main.tf'],
    ['{"//": {"module": {"q": {"source": "../../modules/old"}}}}', 'main.tf.json'],
  ])('is none where only a comment or a text names it: %j', async (text, file) => {
    expect(await bundled(called(text, file))).toEqual([]);
  });

  it('takes nothing from a template that does not call it', async () => {
    const broken = {
      ...called('', 'main.tf'),
      'modules/broken/main.tf': 'resource {',
      'envs/x/main.tf': '{',
    };

    expect(await bundled(broken)).toEqual([]);
  });
});

describe('a literal path that leads out of the bundle', () => {
  const reading = (text: string, file = 'templates/web/main.tf') => ({
    'templates/web/template.yaml': manifest(),
    'templates/other/x.json': '{}',
    'modules/app/main.tf': '',
    'modules/app/x.json': '{}',
    'shared/policy.json': '{}',
    'templates/web/main.tf': 'module "app" {\n  source = "../../modules/app"\n}',
    [file]: text,
  });
  const out = '${path.module}/../../shared/policy.json';

  it.each([
    [
      'a call',
      `resource "terraform_data" "x" { input = file("${out}") }`,
      'main.tf',
      'file of terraform_data.x',
    ],
    [
      'a block in a block',
      `check "c" {\n  assert {\n    condition = file("${out}") == ""\n    error_message = "x"\n  }\n}`,
      'm.tf',
      'file of check.c',
    ],
    [
      'the JSON syntax',
      JSON.stringify({ locals: [{ x: `\${file("${out}")}` }] }),
      'm.tf.json',
      'file of locals.x',
    ],
    [
      'an attribute',
      `resource "aws_s3_object" "o" {\n  source = "${out}"\n}`,
      'm.tf',
      'source of aws_s3_object.o',
    ],
  ])('is refused by file, line and address: %s', async (_where, text, file, what) => {
    const path = `templates/web/${file}`;

    await expect(pack(reading(text, path))).rejects.toThrow(
      new RegExp(`${path}:\\d+: ${what} reads shared/policy.json, which is not part of the bundle`),
    );
  });

  it('is refused into another template, and taken into a module that is called', async () => {
    const into = (path: string) =>
      pack(
        reading(
          `locals {\n  x = file("\${path.module}/${path}")\n}\nmodule "a" {\n  source = "../../modules/app"\n}\n`,
        ),
      );

    await expect(into('../other/x.json')).rejects.toThrow(
      'templates/web/main.tf:2: file of locals reads templates/other/x.json',
    );
    await expect(into('../../modules/app/x.json')).resolves.toHaveLength(1);
  });
});

describe('what OpenTofu alone reads', () => {
  const module = { 'templates/web/main.tf': 'module "app" { source = "../../modules/app" }' };

  it.each([
    'templates/web/main.tofu',
    'templates/web/extra.tofu.json',
    'templates/web/tests/web.tofutest.hcl',
    'templates/web/web.tofutest.json',
    'modules/app/main.tofu',
    'modules/label/tests/x.tofutest.hcl',
  ])('is refused by the name of its file: %s', async (path) => {
    const text = path.endsWith('json') ? '{}' : '';

    await expect(pack({ ...tree, ...module, [path]: text })).rejects.toThrow(
      `${path} is a file that only OpenTofu reads`,
    );
  });

  const encryption = 'encryption {\n    key_provider "pbkdf2" "k" {\n      passphrase = "x"\n    }\n  }';
  it.each([
    ['a block', 'main.tf', `terraform {\n  ${encryption}\n}`, 'terraform has encryption'],
    [
      'a block of the second of two',
      'main.tf',
      `terraform {\n}\nterraform {\n  encryption {\n  }\n}`,
      'terraform has encryption',
    ],
    ['JSON', 'main.tf.json', '{"terraform": {"encryption": {"state": {}}}}', 'terraform has encryption'],
    ['lists of JSON', 'main.tf.json', '[{"terraform": [{"encryption": [{}]}]}]', 'terraform has encryption'],
    [
      'a lifecycle',
      'main.tf',
      'resource "a_b" "c" {\n  lifecycle {\n    destroy = false\n  }\n}',
      'the lifecycle of a_b.c sets destroy',
    ],
    [
      'a lifecycle in JSON',
      'main.tf.json',
      '{"resource": {"a_b": {"c": {"lifecycle": {"destroy": false}}}}}',
      'the lifecycle of a_b.c sets destroy',
    ],
    [
      'a lifecycle in lists of JSON',
      'main.tf.json',
      '{"resource": [{"a_b": [{"c": [{"lifecycle": [{"destroy": "false"}]}]}]}]}',
      'the lifecycle of a_b.c sets destroy',
    ],
  ])('is refused by file and address: %s', async (_what, name, text, says) => {
    const [web, app] = [`templates/web/${name}`, `modules/app/x-${name}`];

    await expect(pack({ ...tree, [web]: text })).rejects.toThrow(`${web}: ${says}`);
    await expect(pack({ ...tree, ...module, [app]: text })).rejects.toThrow(`${app}: ${says}`);
  });

  it.each([
    [
      'in comments',
      '# terraform { encryption {} }\n/* resource "a" "b" { lifecycle { destroy = false } } */',
    ],
    ['in a text', 'locals {\n  x = "terraform { encryption {} } lifecycle { destroy = false }"\n}'],
    [
      'as a nested block of another name',
      'resource "terraform_data" "b" {\n  encryption {\n  }\n  destroy = false\n}',
    ],
    [
      'in a removed block, which is Terraform',
      'removed {\n  from = a_b.c\n  lifecycle {\n    destroy = false\n  }\n}',
    ],
  ])('is none %s', async (_where, text) => {
    await expect(pack({ ...tree, 'templates/web/x.tf': text })).resolves.toHaveLength(2);
  });
});
