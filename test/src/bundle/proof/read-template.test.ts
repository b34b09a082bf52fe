import { mkdtempSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packBundles } from '../../../../src/bundle/pack-bundles';
import { keepIn, type Keeper } from '../../../../src/bundle/proof/keep-by-digest';
import { rulesVersion } from '../../../../src/bundle/proof/rules-version';

const engine = { name: 'terraform' as const, version: '1.11.4' };
const manifest = `
title: A template
description: What it is for.
version: 1.0.0
lease: { default: 7d, max: 30d }
inputs: { type: object, additionalProperties: false, properties: {} }
outputs: {}
`;
const tree: Record<string, string> = {
  'templates/web/template.yaml': manifest,
  'templates/web/main.tf': 'module "app" {\n  source = "../../modules/app"\n}\n',
  'templates/bare/template.yaml': manifest,
  'templates/bare/main.tf': 'resource "terraform_data" "x" {}',
  'modules/app/main.tf': 'module "label" {\n  source = "../label"\n}\n',
  'modules/label/main.tf': 'resource "terraform_data" "label" {}',
};

/** Packs trees one after the other, with one folder of kept readings; counts what was read anew each time. */
function packer() {
  const keep = keepIn(mkdtempSync(join(tmpdir(), 'leasehold-kept-')));
  let read: string[] = [];
  const counting: Keeper = (about, schema, make) =>
    keep(about, schema, () => {
      read.push(about[0] ?? '');
      return make();
    });
  return async (texts: Record<string, string>, rules = '1') => {
    read = [];
    const files = new Map(Object.entries(texts).map(([path, text]) => [path, Buffer.from(text)]));
    const packing = await packBundles({ files, engine, readings: { keep: counting, rules } });
    return { ...packing, read };
  };
}

it('reads an unchanged tree once, and packs the same bundles from what it kept', async () => {
  const pack = packer();

  const first = await pack(tree);
  const second = await pack(tree);

  expect(first.read).toEqual(['calls', 'bundle', 'calls', 'calls', 'calls', 'bundle']);
  expect(second).toEqual({ ...first, read: [] });
});

it.each([
  ['a module that it calls', { 'modules/label/main.tf': 'resource "terraform_data" "other" {}' }],
  ['a file beside its configuration', { 'templates/web/page.html': '<p>' }],
  ['a module that is called anew', { 'modules/app/main.tf': '# none' }],
  ['the lock file', { 'templates/web/.terraform.lock.hcl': '# locked' }],
])('reads a template again after a change of %s, and no other template', async (_what, change) => {
  const pack = packer();
  await pack(tree);

  const { read } = await pack({ ...tree, ...change });

  expect(read.filter((what) => what === 'bundle')).toHaveLength(1);
});

it('reads all again when the rules are others', async () => {
  const pack = packer();
  const first = await pack(tree, '1');

  expect((await pack(tree, '2')).read).toEqual(first.read);
});

it('refuses again what it refused, without reading it', async () => {
  const pack = packer();
  const broken = { ...tree, 'templates/web/main.tf': 'resource {' };
  const first = await pack(broken);

  const second = await pack(broken);

  expect(first.refused).toEqual([
    { name: 'web', reasons: [expect.stringMatching(/^templates\/web\/main\.tf:1/)] },
  ]);
  // The folders of what cannot be parsed are not known, so only that is tried again.
  expect([second.refused, second.read]).toEqual([first.refused, ['calls']]);
});

it('has rules of another version where one file of them changed, or a package', async () => {
  const checkout = mkdtempSync(join(tmpdir(), 'leasehold-rules-'));
  await cp('src/bundle', join(checkout, 'src/bundle'), { recursive: true });
  await cp('package-lock.json', join(checkout, 'package-lock.json'));
  const same = await rulesVersion(checkout);
  await cp('package.json', join(checkout, 'package-lock.json'));
  const otherPackages = await rulesVersion(checkout);
  await cp('src/bundle/files.ts', join(checkout, 'src/bundle/digest.ts'));
  const otherFile = await rulesVersion(checkout);

  expect(same).toBe(await rulesVersion(process.cwd()));
  expect(new Set([same, otherPackages, otherFile]).size).toBe(3);
});
