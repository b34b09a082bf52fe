import { strFromU8, unzipSync } from 'fflate';
import { packBundles } from '../../../src/bundle/pack-bundles';
import type { Engine } from '../../../src/domain/template/template';

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

const pack = (texts: Record<string, string>) => packBundles({ files: filesOf(texts), engine });

beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2026-01-01T00:00:00.000Z') });
});
afterEach(() => {
  jest.useRealTimers();
});

it('puts into a bundle its template, its lock file and the modules it uses, directly or not, and nothing else', () => {
  const { zip } = pack(tree).find(({ name }) => name === 'web')!;
  const files = unzipSync(zip);

  expect(Object.keys(files).sort()).toEqual([
    'bundle.json',
    'modules/app/main.tf',
    'modules/label/main.tf',
    'templates/web/.terraform.lock.hcl',
    'templates/web/main.tf',
    'templates/web/template.yaml',
  ]);
  expect(JSON.parse(strFromU8(files['bundle.json']!))).toEqual({ template: 'web', version: '1.0.0', engine });
});

it('names the same content by the same digest, whatever the order of the files and the day', () => {
  const shuffled = Object.fromEntries(Object.entries(tree).reverse());

  const first = pack(tree);
  jest.setSystemTime(new Date('2027-05-05T00:00:00.000Z'));
  const second = pack(shuffled);

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
    'an input that only Terraform takes for a secret',
    { 'templates/web/variables.tf': 'variable "key" {\n  sensitive = true\n}' },
    /web\/template.yaml.*the input key is sensitive in its variable alone/,
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
    /the input key is sensitive in template.yaml alone/,
  ],
  [
    'a module that Terraform would fetch',
    { 'modules/label/main.tf': 'module "x" {\n  source = "git::https://example.com/m.git"\n}' },
    /modules\/label\/main.tf takes module 'x' from 'git::https:\/\/example.com\/m.git'/,
  ],
])('refuses %s', (_what, change, says) => {
  expect(() => pack({ ...tree, ...change })).toThrow(says);
});
