import type { Actor } from '../../../../src/domain/access/actor';
import { VersionSource } from '../../../../src/domain/template/version-source';
import { unzipFiles, zipFiles } from '../../../../src/bundle/archive';
import { digestOf } from '../../../../src/bundle/digest';
import { acceptTemplate } from '../../../../src/operations/template/accept-template';
import { getTemplate } from '../../../../src/operations/template/get-template';
import { listTemplates } from '../../../../src/operations/template/list-templates';
import { publishTemplate } from '../../../../src/operations/template/publish-template';
import { requestTrial } from '../../../../src/operations/template/request-trial';
import { retireTemplate } from '../../../../src/operations/template/retire-template';
import { uploadBundle } from '../../../../src/operations/template/upload-bundle';
import { actors, useStage } from '../../../support/plane/operations-stage';
import { teamBundle } from '../../../support/terraform/team-bundle';

const stage = useStage();
const name = { team: 'shop', template: 'one' };
const vpc = 'resource "terraform_data" "one" {}\nresource "random_pet" "name" {}\n';

async function upload(of: Parameters<typeof teamBundle>[1] = {}): Promise<string> {
  const { digest, zip } = await teamBundle('shop/one', of);
  stage.world.uploads.set(digest, zip);
  return digest;
}

async function publish(of: Parameters<typeof teamBundle>[1] = {}, actor: Actor = actors.pat) {
  return publishTemplate({ actor, ...name, bundle: await upload(of) }, stage.deps);
}

const bundled = async (files: Record<string, string>) => (await teamBundle('shop/one', { files })).zip;

const withProvider = (text: string, source: string, host = 'registry.terraform.io') =>
  bundled({
    'more.tf': text,
    '.terraform.lock.hcl': `provider "${host}/${source}" {\n  version = "1.0.0"\n}\n`,
  });

/** An honest bundle in which these files are others. */
const forged = async (changed: Record<string, string>) => {
  const { zip } = await teamBundle('shop/one');
  const files = new Map(unzipFiles(zip, { what: 'It', mostBytes: 1_000_000 }));
  const about = JSON.parse(Buffer.from(files.get('bundle.json')!).toString()) as Record<string, unknown>;
  files.delete('bundle.json');
  for (const [path, text] of Object.entries(changed))
    files.set(`templates/shop/one/${path}`, Buffer.from(text));
  return zipFiles({ files, executables: new Set(), name: 'bundle.json', about });
};

const required = (local: string, source: string) =>
  `terraform {\n  required_providers {\n    ${local} = { source = "${source}" }\n  }\n}\n`;

const retire = (version: string, as: 'deprecated' | 'withdrawn', reason = 'use 1.0.1') =>
  retireTemplate({ actor: actors.pat, ...name, version, as, reason }, stage.deps);

describe('a template of a team', () => {
  it('is published by a publisher of the team, once however often that is asked for', async () => {
    const first = await publish();
    stage.world.pass(60_000);
    const again = await publish();

    expect(first).toMatchObject({
      name: 'shop/one',
      version: '1.0.0',
      types: ['terraform_data'],
      publishedBy: actors.pat.id,
      engine: stage.deps.publishing.engine,
    });
    expect(again).toEqual(first);
  });

  it('is what its publisher uploaded, whatever another one has put in its place since', async () => {
    const digest = await upload();
    const { zip } = await teamBundle('shop/one', {
      files: { 'more.tf': 'resource "terraform_data" "two" {}\n' },
    });
    stage.world.uploads.set(digest, zip);
    const published = publishTemplate({ actor: actors.pat, ...name, bundle: digest }, stage.deps);

    await expect(published).rejects.toMatchObject({ code: 'BundleReplaced' });
    const tried = requestTrial({ actor: actors.pat, ...name, bundle: digest }, stage.deps);
    await expect(tried).rejects.toMatchObject({ code: 'BundleReplaced' });
    await expect(getTemplate(name, stage.deps)).rejects.toMatchObject({ code: 'TemplateNotFound' });
  });

  it('is shown with the commit that its publisher read it from, which the same content of another leaves', async () => {
    const source = {
      repository: 'https://git.example.com/t.git',
      path: 'one',
      ref: 'main',
      commit: 'c'.repeat(40),
    };
    const from = async (of: typeof source) =>
      publishTemplate({ actor: actors.pat, ...name, bundle: await upload(), source: of }, stage.deps);

    await from(source);
    const again = await from({ ...source, commit: 'd'.repeat(40) });

    expect(again.source).toEqual(source);
    expect((await getTemplate(name, stage.deps)).source).toEqual(source);
  });

  it.each([
    ['https://ada:secret@git.example.com/t.git'],
    ['https://token@git.example.com/t.git'],
    ['ssh://git:secret@git.example.com/t.git'],
    ['https://git.example.com/a b'],
    ['https://git.example.com/\u001b[2J'],
  ])('is not published from the address %j', (repository) => {
    expect(
      VersionSource.safeParse({ repository, path: '.', ref: 'main', commit: 'c'.repeat(40) }).success,
    ).toBe(false);
  });

  it.each([
    ['a developer of the team', { ...actors.pat, roles: ['developer'] as Actor['roles'] }],
    ['a publisher of another team', { ...actors.pat, teams: ['data'] }],
    ['an approver', { ...actors.eve, teams: ['shop'] }],
  ])('is not published by %s', async (_, actor) => {
    await expect(publish({}, actor)).rejects.toMatchObject({ code: 'Forbidden' });

    const { items } = await listTemplates({}, stage.deps);
    expect(items.map((one) => one.name)).not.toContain('shop/one');
  });

  it('never changes the content of a version', async () => {
    const before = await publish();

    await expect(publish({ files: { 'notes.txt': 'more' } })).rejects.toMatchObject({
      code: 'VersionPublished',
    });
    expect(await getTemplate(name, stage.deps)).toEqual(before);
  });

  it('needs approval until an administrator accepted its types, and again for a type that is new', async () => {
    const lock = 'provider "registry.terraform.io/hashicorp/random" {\n  version = "3.6.0"\n}\n';
    expect(await publish()).toMatchObject({
      manifest: { approval: 'always' },
      unaccepted: ['terraform_data'],
    });

    const accepted = await acceptTemplate({ actor: actors.root, ...name, version: '1.0.0' }, stage.deps);
    const next = await publish({
      version: '1.1.0',
      files: { 'main.tf': vpc, '.terraform.lock.hcl': lock },
    });

    expect(accepted).toMatchObject({ manifest: { approval: 'auto' }, unaccepted: [] });
    expect(next).toMatchObject({ manifest: { approval: 'always' }, unaccepted: ['random_pet'] });
    // The version whose types were accepted needs no approval still.
    expect((await getTemplate({ ...name, version: '1.0.0' }, stage.deps)).manifest.approval).toBe('auto');
  });

  describe('with a lease that is longer than a month', () => {
    const longLived = { template: 'shop/one', permanent: true, ttl: undefined };
    const lease = 'lease: { default: 60d, max: 36500d, permanent: true }\n';
    const accept = (version: string) => acceptTemplate({ actor: actors.root, ...name, version }, stage.deps);

    it('has none beyond that until an administrator accepted it', async () => {
      const published = await publish({ lease });

      expect(published).toMatchObject({
        manifest: { lease: { default: '30d', max: '30d', permanent: false } },
        unacceptedLease: { max: '36500d', permanent: true },
      });
      await expect(stage.create({ ...longLived, name: 'bar' })).rejects.toMatchObject({
        code: 'PermanentNotAllowed',
      });
      await expect(stage.create({ template: 'shop/one', ttl: '31d', name: 'bar' })).rejects.toMatchObject({
        code: 'LeaseTooLong',
      });

      expect(await accept('1.0.0')).toMatchObject({
        manifest: { lease: { max: '36500d', permanent: true } },
      });
      await expect(stage.create({ ...longLived, name: 'bar' })).resolves.toMatchObject({ name: 'bar' });
    });

    it('has what was accepted still, whatever a newer version asks for', async () => {
      await publish();
      await accept('1.0.0');
      const next = await publish({ version: '1.1.0', lease });

      expect(next.manifest.lease).toMatchObject({ max: '30d', permanent: false });
      expect((await getTemplate(name, stage.deps)).manifest.lease.permanent).toBe(false);
    });
  });

  it('has the environments of its first version wait for approval', async () => {
    await publish();

    await stage.create({ template: 'shop/one', name: 'bar' });

    expect((await stage.read('bar')).wanted.approval).toBe('always');
  });

  it('is deprecated with a reason, and still offered', async () => {
    await publish();

    expect(await retire('1.0.0', 'deprecated', 'use shop/two')).toMatchObject({
      retired: { as: 'deprecated', reason: 'use shop/two', by: actors.pat.id, at: stage.world.now },
    });
    await expect(stage.create({ template: 'shop/one', name: 'bar' })).resolves.toMatchObject({
      name: 'bar',
    });
  });

  it('is not offered any more when it is withdrawn, whatever is decided after', async () => {
    await publish();
    await publish({ version: '1.0.1' });
    await retire('1.0.1', 'withdrawn', 'deletes data');

    await expect(retire('1.0.1', 'deprecated')).resolves.toMatchObject({
      retired: { as: 'withdrawn', reason: 'deletes data' },
    });
    const { items } = await listTemplates({}, stage.deps);
    expect(items.find((one) => one.name === 'shop/one')).toMatchObject({
      version: '1.0.0',
      versions: ['1.0.0'],
    });
    const made = await stage.create({ template: 'shop/one', name: 'bar' });
    expect(made.template.version).toBe('1.0.0');
    await expect(stage.create({ template: 'shop/one', version: '1.0.1', name: 'baz' })).rejects.toMatchObject(
      { code: 'VersionWithdrawn' },
    );
  });

  it('is retired in no more versions than the catalog takes', async () => {
    await publish();
    const retired = Array.from({ length: 1_000 }, (_, index) => ({
      version: `0.0.${index}`,
      as: 'withdrawn' as const,
      reason: 'old',
      by: actors.pat.id,
      at: stage.world.now,
    }));
    await stage.deps.catalogChanges.change(({ templates }) => ({
      templates: templates.map((one) => ({ ...one, retired })),
    }));

    await expect(retire('1.0.0', 'deprecated')).rejects.toMatchObject({
      code: 'InvalidRequest',
    });
  });

  it('says that nothing is offered where every version is withdrawn', async () => {
    await publish();
    await retire('1.0.0', 'withdrawn');

    await expect(stage.create({ template: 'shop/one', name: 'bar' })).rejects.toThrow(
      'No other version is offered.',
    );
    const { items } = await listTemplates({}, stage.deps);
    expect(items.map((one) => one.name)).not.toContain('shop/one');
  });
});

describe('an upload', () => {
  it('must be there', async () => {
    const bundle = '0'.repeat(64);

    await expect(publishTemplate({ actor: actors.pat, ...name, bundle }, stage.deps)).rejects.toMatchObject({
      code: 'BundleNotUploaded',
      details: { digest: bundle },
    });
  });

  const put = (zip: Uint8Array) => {
    const bundle = digestOf(zip);
    stage.world.uploads.set(bundle, zip);
    return publishTemplate({ actor: actors.pat, ...name, bundle }, stage.deps);
  };

  it.each([
    ['no zip archive', () => Promise.resolve(Buffer.from('not a zip')), 'is not a zip archive'],
    [
      'a bundle of another name',
      async () => (await teamBundle('shop/two')).zip,
      'the bundle is one of shop/two',
    ],
    [
      'no bundle',
      () =>
        Promise.resolve(
          zipFiles({
            files: new Map([['a', Buffer.from('b')]]),
            executables: new Set(),
            name: 'c',
            about: {},
          }),
        ),
      'The bundle has no bundle.json',
    ],
    [
      'a program that the stage does not allow',
      async () =>
        (
          await teamBundle('shop/one', {
            files: {
              'main.tf':
                'resource "terraform_data" "one" {\n  provisioner "local-exec" {\n    command = "true"\n  }\n}\n',
            },
          })
        ).zip,
      'must list',
    ],
    [
      'one with a provider of anybody',
      () => withProvider(required('spy', 'Mallory/spy'), 'mallory/spy'),
      "must list 'registry.terraform.io/mallory/spy'",
    ],
    [
      'one with a provider of another registry that bears a known name',
      () => withProvider(required('aws', 'r.example.com/hashicorp/aws'), 'hashicorp/aws', 'r.example.com'),
      "must list 'r.example.com/hashicorp/aws'",
    ],
    [
      'one whose check alone asks such a provider',
      () => withProvider('check "up" {\n  data "helm_template" "x" {}\n}', 'hashicorp/helm'),
      "must list 'registry.terraform.io/hashicorp/helm'",
    ],
    [
      'one whose provider asks another than AWS',
      () =>
        withProvider(
          'provider "aws" {\n  endpoints {\n    sts = "https://sts.example.com"\n  }\n}',
          'hashicorp/aws',
        ),
      "must list 'templates/shop/one:provider.aws:endpoints'",
    ],
    [
      'one whose provider believes others to be AWS',
      () =>
        bundled({
          'more.tf.json': '{"provider": {"aws": {"alias": "far", "custom_ca_bundle": "ca.pem"}}}',
          '.terraform.lock.hcl':
            'provider "registry.terraform.io/hashicorp/aws" {\n  version = "5.100.0"\n}\n',
        }),
      "must list 'templates/shop/one:provider.aws:custom_ca_bundle'",
    ],
    [
      'one with a data source that runs a command',
      () => withProvider('data "local_command" "x" { command = "id" }', 'hashicorp/local'),
      'must list',
    ],
  ])('that is %s is refused, and says why', async (_, zipOf, reason) => {
    await expect(put(await zipOf())).rejects.toMatchObject({
      code: 'TemplateRefused',
      message: expect.stringContaining(reason),
    });
  });

  it('says no more of itself than a catalog has room for', async () => {
    const words = (count: number) => ({
      'long.tf': `variable "x" {\n  default     = ""\n  description = "${'x'.repeat(count)}"\n}\n`,
    });

    await expect(bundled(words(200_000))).resolves.toBeDefined();
    await expect(bundled(words(1_000_000))).rejects.toThrow('at most 1000000 bytes');
  });

  it.each([
    ['no HCL', { 'main.tf': 'resource "x" {' }, 'main.tf'],
    [
      'a module that calls what is no HCL',
      { 'main.tf': 'module "a" { source = "./a" }', 'a/main.tf': '{' },
      'a/main.tf',
    ],
  ])('whose files are %s is refused by their name', async (_, changed, reason) => {
    await expect(put(await forged(changed))).rejects.toMatchObject({
      code: 'TemplateRefused',
      message: expect.stringContaining(reason),
    });
  });

  it('may have any provider that the stage lists', async () => {
    const own = 'registry.terraform.io/mallory/spy';
    const text = required('spy', 'mallory/spy');
    const zip = await withProvider(text, 'mallory/spy');
    const { publishing } = stage.deps;
    const listed = { ...stage.deps, publishing: { ...publishing, programs: [own] } };
    const bundle = digestOf(zip);
    stage.world.uploads.set(bundle, zip);

    await expect(publishTemplate({ actor: actors.pat, ...name, bundle }, listed)).resolves.toMatchObject({
      version: '1.0.0',
    });
  });

  it('is taken by its files, whatever it says of itself', async () => {
    const { zip } = await teamBundle('shop/one');
    const files = new Map(unzipFiles(zip, { what: 'It', mostBytes: 1_000_000 }));
    const honest = JSON.parse(Buffer.from(files.get('bundle.json')!).toString()) as Record<string, unknown>;
    files.delete('bundle.json');
    const forged = {
      ...honest,
      version: '9.9.9',
      engine: { name: 'tofu', version: '0.0.1' },
      inputs: { type: 'object', properties: {}, additionalProperties: false },
      set: { size: 99 },
      module: { usesAws: false, awsAliases: [], variables: [] },
    };

    const published = await put(
      zipFiles({ files, executables: new Set(), name: 'bundle.json', about: forged }),
    );

    expect(published.bundle).toBe(digestOf(zip));
    expect(published).toMatchObject({ version: '1.0.0', engine: { name: 'terraform' } });
    expect(published.manifest.inputs.properties).toHaveProperty('size');
  });

  it.each([
    ['a folder of the machine', { source: 'registry.terraform.io/a/b/aws', folder: '/etc' }],
    ['a folder above the bundle', { source: 'registry.terraform.io/a/b/aws', folder: '../../../../tmp/x' }],
    ['a folder of the template itself', { source: 'registry.terraform.io/a/b/aws', folder: 'other' }],
    ['another folder than its source', { source: './other', folder: 'leasehold_modules/other' }],
    ['a folder of a caller that is not there', { key: 'x.other', source: './other', folder: 'other' }],
  ])('whose record of a module leads to %s is refused', async (_, record) => {
    const { zip } = await teamBundle('shop/one');
    const files = new Map(unzipFiles(zip, { what: 'It', mostBytes: 1_000_000 }));
    const about = JSON.parse(Buffer.from(files.get('bundle.json')!).toString()) as Record<string, unknown>;
    files.delete('bundle.json');
    const forged = { ...about, modules: [{ key: 'other', ...record }] };

    await expect(
      put(zipFiles({ files, executables: new Set(), name: 'bundle.json', about: forged })),
    ).rejects.toMatchObject({ code: 'TemplateRefused', message: expect.stringContaining('leads to') });
  });
});

it('neither takes bytes nor accepts types from the workflow of a pull request, whatever its rule says', async () => {
  const pull = (actor: Actor): Actor => ({ ...actor, kind: 'workload', preview: 'pr-1-x' });
  await publish();
  const upload = async () =>
    uploadBundle({ actor: pull(actors.pat), digest: 'a'.repeat(64), bytes: 10 }, stage.deps);
  const accept = () => acceptTemplate({ actor: pull(actors.root), ...name, version: '1.0.0' }, stage.deps);

  await expect(upload()).rejects.toMatchObject({ code: 'Forbidden' });
  await expect(accept()).rejects.toMatchObject({ code: 'Forbidden' });
});
