import type { Engine } from '../../../../src/domain/template/engine';
import type { Catalog, PackedBundle } from '../../../../src/domain/template/template';
import { packWhole } from '../../../support/terraform/pack-whole';
import { publishCatalog } from '../../../../src/operations/template/publish-catalog';

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

/** A catalog in memory that remembers the order in which it was written to. */
function newStore(catalog: Catalog = { templates: [] }) {
  const bundles = new Map<string, Uint8Array>();
  const writes: string[] = [];
  const store = {
    read: () => Promise.resolve(catalog),
    write: async (next: Catalog) => {
      writes.push('index');
      catalog = next;
    },
    writeBundle: async (digest: string, zip: Uint8Array) => {
      writes.push('bundle');
      bundles.set(digest, zip);
    },
  };
  const publishPacked = (packed: PackedBundle[], at = '2026-01-01T00:00:00.000Z') =>
    publishCatalog({ packed, refused: [], unproven: [] }, { catalog: store, clock: () => at });
  const publish = async (texts: Record<string, string>, at?: string) =>
    publishPacked(await packWhole({ files: filesOf(texts), engine }), at);
  const versionsOf = (name: string) =>
    catalog.templates.find((one) => one.name === name)?.versions.map(({ version }) => version);
  return { publish, publishPacked, bundles, writes, versionsOf, catalog: () => catalog };
}

it('publishes the index last, so that it names no bundle that is not there', async () => {
  const { publish, writes } = newStore();
  await publish(tree);

  expect(writes).toEqual(['bundle', 'bundle', 'index']);
});

it('is repeated without a change', async () => {
  const { publish, catalog } = newStore();
  await publish(tree);
  const before = catalog();
  await publish(tree, '2027-05-05T00:00:00.000Z');

  expect(catalog()).toEqual(before);
});

it.each([
  ['of a file', { 'templates/web/main.tf': 'module "app" { source = "../../modules/app" } # more' }],
  ['of a module it uses', { 'modules/label/main.tf': '# more' }],
])('refuses other content %s under a published version, and leaves that as it is', async (_where, change) => {
  const { publish, catalog } = newStore();
  await publish(tree);
  const before = catalog();

  const { published, refused } = await publish({ ...tree, ...change });

  const reason =
    'web 1.0.0 is already published with different content. Raise the version in its template.yaml.';
  expect(refused).toEqual([{ name: 'web', reasons: [reason], keeps: '1.0.0' }]);
  expect(published.map(({ name }) => name)).toEqual(['plain']);
  expect(catalog()).toEqual(before);
});

it.each([
  ['of an address', undefined, undefined, "The module 'queue' from https://example.com/queue.zip now has"],
  ['of a registry', '1.2.0', '1.4.0', "The module 'queue' from https://example.com/queue.zip 1.4.0 now has"],
])('names the module %s that a published version had with other content', async (_what, was, is, named) => {
  const { publishPacked } = newStore();
  const [bundle] = await packWhole({ files: filesOf(tree), engine });
  const packed = (version: string | undefined, digit: string) => ({
    ...bundle!,
    bundle: digit.repeat(64),
    modules: [
      {
        key: 'queue',
        source: 'https://example.com/queue.zip',
        ...(version && { version }),
        folder: 'leasehold_modules/queue',
        sha256: digit.repeat(64),
      },
    ],
  });
  await publishPacked([packed(was, 'a')]);

  const { refused } = await publishPacked([packed(is, 'b')]);

  expect(refused[0]?.reasons).toEqual([
    expect.stringContaining('is already published with different content'),
    expect.stringMatching(new RegExp(`^${named} the digest b{64}; 1.0.0 was published with .* digest a{64}`)),
  ]);
});

it('publishes all others beside what is refused, and says which version of that stays', async () => {
  const { publish, versionsOf } = newStore();
  await publish(tree);
  const changed = {
    ...tree,
    'templates/web/main.tf': '# other content',
    'templates/plain/template.yaml': manifest('1.1.0'),
  };

  const { refused } = await publish(changed);

  expect(refused).toEqual([expect.objectContaining({ name: 'web', keeps: '1.0.0' })]);
  expect([versionsOf('web'), versionsOf('plain')]).toEqual([['1.0.0'], ['1.1.0', '1.0.0']]);
});

it('keeps older versions and templates that are gone, and lists the newest first, whenever it was published', async () => {
  const { publish, versionsOf, catalog } = newStore();
  for (const version of ['1.9.0', '1.10.0', '1.9.1'])
    await publish({ ...tree, 'templates/web/template.yaml': manifest(version) });
  const { 'templates/plain/template.yaml': _gone, ...left } = tree;
  await publish({ ...left, 'templates/web/template.yaml': manifest('2.0.0') });

  expect(versionsOf('web')).toEqual(['2.0.0', '1.10.0', '1.9.1', '1.9.0']);
  expect(catalog().templates.map(({ name }) => name)).toEqual(['plain', 'web']);
});
