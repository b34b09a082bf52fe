import { mkdtempSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { packBundles } from '../../../../src/bundle/pack-bundles';
import { keepIn, keepNothing } from '../../../../src/bundle/proof/keep-by-digest';
import { proverWith } from '../../../../src/bundle/proof/prove-bundle';
import type { Readings } from '../../../../src/bundle/proof/read-template';
import { fetchBundle } from '../../../../src/bundle/read-bundle';
import { fetcherWith } from '../../../../src/bundle/vendor/fetch-modules';
import type { PackedBundle } from '../../../../src/domain/template/template';
import { readFolder } from '../../../../src/tools/read-folder';
import { type ModuleServer, openModuleServer } from '../../../support/modules/module-server';
import { installedTerraform } from '../../../support/terraform/terraform';

const engine = { name: 'terraform' as const, version: '1.11.4' };
const manifest = 'title: A\ndescription: B\nversion: 1.0.0\nlease: { default: 1d, max: 7d }\n';
const thing =
  'variable "name" {\n  type = string\n}\nresource "terraform_data" "x" {\n  input = var.name\n}\n';
const calls = (name: string, source: string, more = '') =>
  `module "${name}" {\n  source = "${source}"\n  name   = "x"\n${more}}\n`;

let server: ModuleServer;
beforeEach(async () => (server = await openModuleServer()));
afterEach(() => server.stop());

const readingsAnew: Readings = { keep: keepNothing, rules: '1' };

/** Packs templates by the files that they have beside a manifest. */
async function pack(texts: Record<string, string>, readings = readingsAnew, programs?: string[]) {
  const manifests = Object.keys(texts).flatMap((path) => /^templates\/[^/]+/.exec(path) ?? []);
  const all = manifests.map((folder): [string, string] => [`${folder}/template.yaml`, manifest]);
  const files = new Map(
    all.concat(Object.entries(texts)).map(([path, text]) => [path, Buffer.from(text)] as const),
  );
  const terraform = { path: await installedTerraform() };
  const fetch = fetcherWith({ terraform, registry: `${server.url}/v1/modules` });
  return packBundles({ files, engine, fetch, readings, programs });
}

const packMain = (main: string, readings?: Readings) => pack({ 'templates/web/main.tf': main }, readings);

async function packed(main: string): Promise<PackedBundle> {
  const { packed: all, refused } = await packMain(main);
  expect(refused).toEqual([]);
  return all[0]!;
}

const pathsIn = ({ zip }: PackedBundle) =>
  Object.keys(unzipSync(zip)).filter((path) => path.startsWith('templates/web/leasehold_modules/'));

/** What Terraform says of a bundle from which every source is gone. */
async function proofOf(bundle: PackedBundle) {
  await server.stop();
  const terraform = { path: await installedTerraform(), version: '1.11.4' };
  const providers = { path: mkdtempSync(join(tmpdir(), 'leasehold-mirror-')) };
  const verdict = await proverWith({ terraform, providers, platform: 'linux_amd64' }, readingsAnew)(bundle);
  server = await openModuleServer();
  return verdict;
}

describe('a module from elsewhere', () => {
  it('is laid into the bundle as an archive has it, by its digest, and is all that a build needs', async () => {
    server.archive('queue.zip', { 'main.tf': thing });

    const bundle = await packed(calls('queue', `${server.url}/queue.zip`));

    expect(pathsIn(bundle)).toEqual(['templates/web/leasehold_modules/queue/main.tf']);
    expect(bundle.modules).toEqual([
      {
        key: 'queue',
        source: `${server.url}/queue.zip`,
        folder: 'leasehold_modules/queue',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      },
    ]);
    expect(await proofOf(bundle)).toEqual({ refusals: [] });
  });

  it('may be a commit of a repository, whose history and examples stay out', async () => {
    await server.repository('app', {
      'main.tf': `${thing}locals {\n  text = file("\${path.module}/files/a.txt")\n}\n`,
      'files/a.txt': 'a',
      'examples/all/main.tf': 'module "it" {\n  source = "../.."\n}\n',
      'examples/all/page.html': '<p>',
      'tests/all.tftest.hcl': 'run "x" {}',
      '.github/workflows/ci.yml': 'on: push',
    });

    const bundle = await packed(calls('app', `git::${server.url}/app.git?ref=main`));

    expect(pathsIn(bundle)).toEqual([
      'templates/web/leasehold_modules/app/files/a.txt',
      'templates/web/leasehold_modules/app/main.tf',
    ]);
    expect(await proofOf(bundle)).toEqual({ refusals: [] });
  });

  it('may be a folder of a package, with what that calls in it and what it reads', async () => {
    await server.repository('app', {
      'main.tf': 'resource "terraform_data" "unused" {}',
      'modules/queue/main.tf': `${thing}module "label" {\n  source = "../label"\n}\nlocals {\n  text = file("\${path.module}/../../files/a.txt")\n}\n`,
      'modules/label/main.tf': 'resource "terraform_data" "label" {}',
      'modules/other/main.tf': 'resource "terraform_data" "other" {}',
      'files/a.txt': 'a',
    });

    const bundle = await packed(calls('queue', `git::${server.url}/app.git//modules/queue?ref=main`));

    expect(pathsIn(bundle)).toEqual([
      'templates/web/leasehold_modules/queue/files/a.txt',
      'templates/web/leasehold_modules/queue/modules/label/main.tf',
      'templates/web/leasehold_modules/queue/modules/queue/main.tf',
    ]);
    expect(bundle.modules?.map(({ folder }) => folder)).toEqual(['leasehold_modules/queue/modules/queue']);
    expect(await proofOf(bundle)).toEqual({ refusals: [] });
  });

  it('brings the modules that it calls from elsewhere itself', async () => {
    server.archive('inner.zip', { 'main.tf': thing });
    server.archive('outer.zip', {
      'main.tf': `variable "name" {}\n${calls('inner', `${server.url}/inner.zip`)}`,
    });

    const bundle = await packed(calls('outer', `${server.url}/outer.zip`));

    expect(bundle.modules?.map(({ key, folder }) => [key, folder])).toEqual([
      ['outer', 'leasehold_modules/outer'],
      ['outer.inner', 'leasehold_modules/outer.inner'],
    ]);
    expect(await proofOf(bundle)).toEqual({ refusals: [] });
  });

  it('may be called by a module of the tree, which is called twice', async () => {
    server.archive('queue.zip', { 'main.tf': thing });

    const { packed: all, refused } = await pack({
      'templates/web/main.tf':
        'module "a" {\n  source = "../../modules/app"\n}\nmodule "b" {\n  source = "../../modules/app"\n}\n',
      'modules/app/main.tf': calls('queue', `${server.url}/queue.zip`),
    });

    expect(refused).toEqual([]);
    expect(all[0]?.modules?.map(({ key }) => key)).toEqual(['a.queue', 'b.queue']);
    expect(await proofOf(all[0]!)).toEqual({ refusals: [] });
  });

  it.each([
    ['the newest that a constraint allows', 'acme/queue/aws', '~> 1.0', '1.4.0'],
    ['one version alone', 'acme/queue/aws', '1.2.0', '1.2.0'],
    ['a folder of a version', 'acme/queue/aws//modules/small', '1.4.0', '1.4.0'],
  ])('may be of a registry: %s', async (_what, source, version, chosen) => {
    for (const one of ['1.2.0', '1.4.0', '2.0.0'])
      server.release('acme/queue/aws', one, { 'main.tf': thing, 'modules/small/main.tf': thing });

    const bundle = await packed(calls('queue', source, `  version = "${version}"\n`));

    expect(bundle.modules).toEqual([
      expect.objectContaining({ source: `registry.terraform.io/${source}`, version: chosen }),
    ]);
    expect(await proofOf(bundle)).toEqual({ refusals: [] });
  });

  it('gives the same bundle each time that it is fetched as it was, and another for other content', async () => {
    const bundleWith = async (text: string) => {
      server.archive('queue.zip', { 'main.tf': text });
      return (await packed(calls('queue', `${server.url}/queue.zip`))).bundle;
    };
    const first = await bundleWith(thing);

    const others = [await bundleWith(thing), await bundleWith(`${thing}# changed\n`)];

    expect(others[0]).toBe(first);
    expect(others[1]).not.toBe(first);
  });

  it('is fetched once for the same configuration where readings are kept, also when its source is gone', async () => {
    const readings = { keep: keepIn(mkdtempSync(join(tmpdir(), 'leasehold-kept-'))), rules: '1' };
    server.archive('queue.zip', { 'main.tf': thing });
    const main = calls('queue', `${server.url}/queue.zip`);
    const first = await packMain(main, readings);
    const asked = server.asked.length;
    server.archive('queue.zip', {});

    const second = await packMain(main, readings);

    expect(second).toEqual(first);
    expect(server.asked).toHaveLength(asked);
  });
});

describe('a template', () => {
  it('whose module cannot be had is refused with address and reason, and holds up no other', async () => {
    const { packed: all, refused } = await pack({
      'templates/web/main.tf': calls('queue', `${server.url}/gone.zip`),
      'templates/plain/main.tf': 'resource "terraform_data" "x" {}',
    });

    expect(all.map(({ name }) => name)).toEqual(['plain']);
    expect(refused).toEqual([
      { name: 'web', reasons: [expect.stringMatching(/templates\/web calls.*queue.*gone\.zip.*404/)] },
    ]);
  });

  it.each([
    ['a password', (url: string) => url.replace('://', '://ada:s3cr3t@'), /with credentials in its address/],
    ['a token', (url: string) => `${url}?access_token=s3cr3t`, /with credentials in its address/],
    ['a key for git', (url: string) => `git::${url}?sshkey=s3cr3t`, /with credentials in its address/],
  ])('whose source holds %s is refused, and nobody is shown or asked it', async (_what, sourceAt, reason) => {
    const { refused } = await packMain(calls('queue', sourceAt(`${server.url}/queue.zip`)));

    expect(refused[0]?.reasons).toEqual([expect.stringMatching(reason)]);
    expect(JSON.stringify(refused)).not.toContain('s3cr3t');
    expect(server.asked).toEqual([]);
  });

  it.each([
    ['a folder of this machine', '/etc'],
    ['a file of this machine', 'file:///etc/module.zip'],
    ['a repository of this machine', 'git::file:///srv/app.git'],
    ['what needs a key', 'git::git@github.com:acme/app.git'],
    ['a bucket', 's3::https://s3.amazonaws.com/bucket/module.zip'],
    ['an option of git', 'git::https://example.com/app.git?ref=--upload-pack=touch'],
    ['an option of git, written in codes', 'git::https://example.com/app.git?depth=1&ref=%2Dx'],
  ])('that calls %s is refused by file and source', async (_what, source) => {
    const { refused } = await packMain(calls('queue', source));

    expect(refused[0]?.reasons).toEqual([
      expect.stringContaining(`templates/web/main.tf takes module 'queue' from '${source}'`),
    ]);
  });

  it.each([
    [
      'configures the provider aws itself',
      { 'main.tf': 'variable "name" {}\nprovider "aws" {}\n' },
      'leasehold_modules/queue/main.tf configures the provider aws itself',
    ],
    [
      'reads what is no part of the bundle',
      { 'main.tf': `${thing}locals {\n  text = file("\${path.module}/../../../x")\n}\n` },
      'leasehold_modules/queue/main.tf:8: file of locals reads templates/x',
    ],
    [
      'is written for another engine',
      { 'main.tf': thing, 'more.tofu': '' },
      'leasehold_modules/queue/more.tofu is a file that only OpenTofu reads',
    ],
    [
      'needs a provider that nobody locked',
      { 'main.tf': 'variable "name" {}\nresource "aws_sqs_queue" "x" {}\n' },
      '.terraform.lock.hcl does not exist, and must lock registry.terraform.io/hashicorp/aws',
    ],
    [
      'makes what is not supported',
      { 'main.tf': 'variable "name" {}\nresource "aws_nowhere_thing" "x" {}\n' },
      'leasehold_modules/queue/main.tf: aws_nowhere_thing.x is of type aws_nowhere_thing, which is not supported yet',
    ],
    [
      'calls a module with a token',
      {
        'main.tf': 'variable "name" {}\nmodule "far" {\n  source = "https://x:s3cr3t@127.0.0.1:1/a.zip"\n}\n',
      },
      'templates/web calls modules that cannot be downloaded',
    ],
  ])('whose module %s is refused by file', async (_what, files, reason) => {
    server.archive('queue.zip', files);

    const { refused } = await packMain(calls('queue', `${server.url}/queue.zip`));

    expect(refused[0]?.reasons.join('\n')).toContain(reason);
    expect(JSON.stringify(refused)).not.toContain('s3cr3t');
  });

  it.each([
    ['calls a folder of this machine', 'queue.zip', /the module 'queue\.far' comes from 'file:/],
    [
      'is nothing but a way to a folder of this machine',
      'way',
      /the module 'queue' from http:.*way is a folder on this machine/,
    ],
  ])('whose module %s is refused, and nothing is read there', async (_what, path, reason) => {
    const folder = mkdtempSync(join(tmpdir(), 'leasehold-private-'));
    await writeFile(join(folder, 'main.tf'), `${thing}# s3cr3t`);
    server.archive('queue.zip', { 'main.tf': `variable "name" {}\n${calls('far', folder)}` });
    server.redirect('way', `file://${folder}`);
    const kept = mkdtempSync(join(tmpdir(), 'leasehold-kept-'));

    const { refused } = await packMain(calls('queue', `${server.url}/${path}`), {
      keep: keepIn(kept),
      rules: '1',
    });

    expect(refused[0]?.reasons).toEqual([expect.stringMatching(reason)]);
    expect(
      [...(await readFolder(kept)).values()].map((one) => Buffer.from(one).toString()).join(),
    ).not.toContain('packages');
  });

  it('whose module runs a program is refused where the policy of the stage does not list it', async () => {
    const runs = `${thing}resource "terraform_data" "run" {\n  provisioner "local-exec" {\n    command = "true"\n  }\n}\n`;
    server.archive('queue.zip', { 'main.tf': runs });
    const name = 'templates/web/leasehold_modules/queue:terraform_data.run';
    const main = { 'templates/web/main.tf': calls('queue', `${server.url}/queue.zip`) };

    const [refused, listed] = [await pack(main, readingsAnew, []), await pack(main, readingsAnew, [name])];

    expect(refused.refused[0]?.reasons).toEqual([expect.stringContaining(`must list '${name}'`)]);
    expect(listed.refused).toEqual([]);
  });

  it('whose module links to what is no part of it is refused by that link', async () => {
    await server.repository('app', { 'main.tf': thing }, { 'notes.txt': '/etc/hostname' });

    const { refused } = await packMain(calls('app', `git::${server.url}/app.git?ref=main`));

    expect(refused[0]?.reasons).toEqual([
      expect.stringMatching(
        /^the module 'app' from git::http.*app\.git\?ref=main holds notes\.txt, which is a link to \/etc\/hostname, which is outside$/,
      ),
    ]);
  });

  it('that has files of its own where modules are laid is refused by one of them', async () => {
    const { refused } = await pack({
      'templates/web/main.tf': calls('queue', `${server.url}/queue.zip`),
      'templates/web/leasehold_modules/queue/more.tf': '# mine',
    });

    expect(refused[0]?.reasons).toEqual([
      expect.stringContaining('templates/web/leasehold_modules/queue/more.tf is in the folder reserved'),
    ]);
  });

  it('whose module is larger than a bundle may be is refused by that module, before it is read', async () => {
    server.archive('small.zip', { 'main.tf': thing });
    server.archive('large.zip', { 'main.tf': thing, 'model.bin': new Uint8Array(65 * 1024 * 1024) });

    const { refused } = await packMain(
      calls('small', `${server.url}/small.zip`) + calls('large', `${server.url}/large.zip`),
    );

    expect(refused[0]?.reasons).toEqual([
      expect.stringMatching(/the module 'large' from .*large\.zip has 68\d+ bytes/),
    ]);
  });

  it('keeps which files of a module may be run', async () => {
    await server.repository('app', { 'main.tf': thing, 'run.sh': '#!/bin/sh\n' }, { again: 'run.sh' }, [
      'run.sh',
    ]);

    const bundle = await packed(calls('app', `git::${server.url}/app.git?ref=main`));

    const { executables } = await fetchBundle(() => Promise.resolve(bundle.zip), bundle.bundle);
    expect([...executables].sort()).toEqual(
      ['again', 'run.sh'].map((name) => `templates/web/leasehold_modules/app/${name}`),
    );
  });
});
