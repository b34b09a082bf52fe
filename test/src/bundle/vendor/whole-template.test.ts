import { mkdtempSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { packBundles } from '../../../../src/bundle/pack-bundles';
import { keepNothing } from '../../../../src/bundle/proof/keep-by-digest';
import { proverWith } from '../../../../src/bundle/proof/prove-bundle';
import { type BundleManifest, fetchBundle } from '../../../../src/bundle/read-bundle';
import { fetcherWith } from '../../../../src/bundle/vendor/fetch-modules';
import type { PackedBundle } from '../../../../src/domain/template/template';
import { type ModuleServer, openModuleServer } from '../../../support/modules/module-server';
import { installedTerraform } from '../../../support/terraform/terraform';

const engine = { name: 'terraform' as const, version: '1.11.4' };
const manifest = (more: string) =>
  `title: A\ndescription: B\nversion: 1.0.0\nlease: { default: 1d, max: 7d }\n${more}\n`;
const queue =
  'variable "name" {\n  type        = string\n  description = "How it is called."\n}\nvariable "size" {\n  default = 1\n}\nresource "terraform_data" "x" {\n  input = var.name\n}\noutput "named" {\n  value = var.name\n}\n';
const data = (name: string) => `resource "terraform_data" "${name}" {}\n`;

let server: ModuleServer;
beforeEach(async () => (server = await openModuleServer()));
afterEach(() => server.stop());

/** Packs a template that is a manifest, with other files of its tree. */
async function pack(more: string, texts: Record<string, string> = {}, fetches = true) {
  const all = { 'templates/web/template.yaml': manifest(more), ...texts };
  const files = new Map(Object.entries(all).map(([path, text]) => [path, Buffer.from(text)]));
  const terraform = { path: await installedTerraform() };
  const fetch = fetches ? fetcherWith({ terraform, registry: `${server.url}/v1/modules` }) : undefined;
  return packBundles({ files, engine, fetch });
}

async function packed(more: string, texts?: Record<string, string>): Promise<PackedBundle> {
  const { packed: all, refused } = await pack(more, texts);
  expect(refused).toEqual([]);
  return all[0]!;
}

async function proofOf(bundle: PackedBundle) {
  await server.stop();
  const terraform = { path: await installedTerraform(), version: '1.11.4' };
  const providers = { path: mkdtempSync(join(tmpdir(), 'leasehold-mirror-')) };
  const prove = proverWith(
    { terraform, providers, platform: 'linux_amd64' },
    { keep: keepNothing, rules: '1' },
  );
  const verdict = await prove(bundle);
  server = await openModuleServer();
  return verdict;
}

const manifestOf = ({ zip }: PackedBundle) =>
  JSON.parse(strFromU8(unzipSync(zip)['bundle.json']!)) as BundleManifest;

describe('a template that is a module by its manifest alone', () => {
  it('has the unchanged module as its root, whose variables and outputs are those of the template', async () => {
    server.release('acme/queue/aws', '1.2.0', { 'main.tf': queue, 'examples/all/main.tf': data('example') });

    const bundle = await packed(
      'module: { source: acme/queue/aws, version: ~> 1.0 }\nset: { name: "idp-${leasehold.name}" }',
    );

    const { root, set, inputs } = manifestOf(bundle);
    expect({ root, set }).toEqual({
      root: 'leasehold_modules/root',
      set: { name: 'idp-${leasehold.name}' },
    });
    expect(Object.keys(inputs?.properties ?? {})).toEqual(['size']);
    expect(Object.keys(bundle.manifest.outputs)).toEqual(['named']);
    expect(strFromU8(unzipSync(bundle.zip)['templates/web/leasehold_modules/root/main.tf']!)).toBe(queue);
    expect(bundle.modules).toEqual([
      {
        key: '',
        source: 'registry.terraform.io/acme/queue/aws',
        version: '1.2.0',
        folder: '.',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      },
    ]);
    expect(await proofOf(bundle)).toEqual({ refusals: [] });
  });

  it('may be a folder of a package, with what it calls beside it and from elsewhere', async () => {
    server.archive('far.zip', { 'main.tf': data('far') });
    server.release('acme/queue/aws', '1.2.0', {
      'main.tf': data('unused'),
      'modules/small/main.tf': `${queue}module "label" {\n  source = "../label"\n}\nmodule "far" {\n  source = "${server.url}/far.zip"\n}\n`,
      'modules/label/main.tf': `locals {\n  text = file("\${path.module}/../../files/a.txt")\n}\n`,
      'files/a.txt': 'a',
    });

    const bundle = await packed('module: { source: acme/queue/aws//modules/small, version: 1.2.0 }');

    expect(manifestOf(bundle)).toMatchObject({
      root: 'leasehold_modules/root/modules/small',
      modules: [
        { key: 'far', source: `${server.url}/far.zip`, folder: '../../../root.far' },
        { key: 'label', source: '../label', folder: '../label' },
      ],
    });
    expect(bundle.modules?.map(({ key }) => key)).toEqual(['', 'far']);
    expect(await proofOf(bundle)).toEqual({ refusals: [] });
  });

  it('takes of the lock file in modules/ what it needs, where none lies beside its manifest', async () => {
    const lock = await readFile('terraform/modules/.terraform.lock.hcl', 'utf8');
    const other = 'provider "registry.terraform.io/hashicorp/random" {\n  version = "3.6.0"\n}\n';
    server.archive('queue.zip', { 'main.tf': 'resource "aws_sqs_queue" "x" {}\n' });
    const whole = `module: { source: "${server.url}/queue.zip" }`;
    const lockIn = async (texts: Record<string, string>) => {
      const bundle = await packed(whole, texts);
      const { files } = await fetchBundle(() => Promise.resolve(bundle.zip), bundle.bundle);
      return Buffer.from(files.get('templates/web/leasehold_modules/root/.terraform.lock.hcl')!).toString();
    };

    const shared = await lockIn({ 'modules/.terraform.lock.hcl': `${lock}\n${other}` });
    const own = await lockIn({
      'modules/.terraform.lock.hcl': other,
      'templates/web/.terraform.lock.hcl': lock,
    });

    expect(shared).toContain('provider "registry.terraform.io/hashicorp/aws" {');
    expect(shared).toContain('h1:');
    expect(shared).not.toContain('random');
    expect(own).toBe(lock);
  });
});

describe('it is refused', () => {
  it.each([
    [
      'beside a root module of its own',
      'module: { source: acme/queue/aws }',
      { 'templates/web/main.tf': data('x') },
      "templates/web/template.yaml has 'module', but templates/web/main.tf is also a root module",
    ],
    [
      'with a source that is a folder',
      'module: { source: ../../modules/app }',
      {},
      "templates/web/template.yaml takes module 'root' from '../../modules/app'",
    ],
    [
      'with credentials',
      'module: { source: "https://x:s3cr3t@example.com/a.zip" }',
      {},
      'https://example.com, with credentials in its address',
    ],
    [
      'with a word that is none',
      'module: { source: acme/queue/aws, versoin: 1.0.0 }',
      {},
      'templates/web/template.yaml',
    ],
    [
      'where a provider is locked nowhere',
      'module: { source: URL/random.zip }',
      {},
      'does not exist, and must lock registry.terraform.io/hashicorp/random',
    ],
    [
      'where it asks an environment for what none has',
      'module: { source: URL/queue.zip }\nset: { name: "${leasehold.owner}" }',
      {},
      'set.name uses',
    ],
    [
      'where it sets a value of another type',
      'module: { source: URL/queue.zip }\nset: { name: "${leasehold.tags}" }',
      {},
      'set.name does not fit its type',
    ],
  ])('%s, by its place', async (_what, more, texts, reason) => {
    server.archive('queue.zip', { 'main.tf': queue });
    server.archive('random.zip', { 'main.tf': 'resource "random_id" "x" {\n  byte_length = 1\n}\n' });

    const { refused } = await pack(more.replace('URL', server.url), texts);

    expect(refused[0]?.reasons.join('\n')).toMatch(new RegExp(reason.replace(/[.*+?${}()[\]\\]/g, '\\$&')));
    expect(JSON.stringify(refused)).not.toContain('s3cr3t');
  });

  it('where there is nothing to fetch it with', async () => {
    const { refused } = await pack('module: { source: acme/queue/aws }', {}, false);

    expect(refused[0]?.reasons).toEqual([
      "templates/web/template.yaml has 'module', which needs Terraform to download it, and Terraform is not installed",
    ]);
  });
});
