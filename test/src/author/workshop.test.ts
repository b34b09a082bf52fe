import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { judgeBundle } from '../../../src/bundle/judge-bundle';
import { findAuthorTools } from '../../../src/author/author-tools';
import { openWorkshop } from '../../../src/author/workshop';
import { terraformRelease } from '../../../src/tools/terraform-release';
import { terraformPlatform } from '../../../src/tools/tool';
import type { PublishingRules } from '../../../src/domain/template/publishing';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'leasehold-author-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const rules: PublishingRules = {
  engine: { name: 'terraform', version: '1.11.4' },
  platform: 'linux_amd64',
  programs: [],
  services: [],
};

/** A folder of Terraform files, by their names. */
function folderWith(files: Record<string, string>, name = 'queue'): string {
  const folder = join(cwd, name);
  mkdirSync(folder, { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return folder;
}

const here = terraformPlatform(process);

const main = `
variable "name" { type = string }
variable "size" {
  type        = number
  description = "How many."
}
variable "deletion_protection" {
  type    = bool
  default = true
}
resource "terraform_data" "one" { input = [var.name, var.size, var.deletion_protection] }
output "id" { value = terraform_data.one.id }
`;

describe('a folder of Terraform files', () => {
  it('becomes a template by two steps, which says what HCL cannot', async () => {
    const workshop = await openWorkshop(cwd);
    const folder = folderWith({ 'main.tf': main });

    const made = await workshop.init(folder, undefined);
    const packed = await workshop.pack(folder, 'shop', rules);

    expect(made).toMatchObject({ name: 'queue', inputs: { required: 2, optional: 1 } });
    expect(parse(readFileSync(join(folder, 'template.yaml'), 'utf8'))).toMatchObject({
      version: '1.0.0',
      inputs: { required: ['size'] },
      set: { name: 'idp-${leasehold.name}', deletion_protection: false },
    });
    expect(packed).toMatchObject({ name: 'shop/queue', bundle: { types: ['terraform_data'] } });
    if (!('bundle' in packed)) throw new Error('It was refused.');
    // The control plane makes the very same of it.
    await expect(judgeBundle('shop/queue', packed.bundle.zip, rules)).resolves.toMatchObject({
      bundle: packed.bundle.bundle,
    });
  });

  it('is drafted with the types of outputs, as far as its expressions say them, and passes its check', async () => {
    const workshop = await openWorkshop(cwd);
    const settings =
      'variable "settings" {\n  type = object({ port = optional(number, 80), names = list(string) })\n}\n';
    const outputs = [
      'ids = terraform_data.one[*].id',
      'settings = var.settings',
      'raw = terraform_data.one[0].output',
    ];
    const texts = outputs.map(
      (one) => `output "${one.split(' ')[0]}" {\n  value ${one.slice(one.indexOf('='))}\n}\n`,
    );
    const folder = folderWith({
      'main.tf': `${settings}resource "terraform_data" "one" {\n  count = 1\n}\n${texts.join('')}`,
    });

    await workshop.init(folder, undefined);
    const packed = await workshop.pack(folder, 'shop', rules);

    const drafted = parse(readFileSync(join(folder, 'template.yaml'), 'utf8')) as { outputs: object };
    expect(drafted.outputs).toEqual({
      ids: { schema: { type: 'array', items: { type: 'string' } } },
      settings: {
        schema: {
          type: 'object',
          properties: { port: { type: 'number' }, names: { type: 'array', items: { type: 'string' } } },
          required: ['names'],
          additionalProperties: false,
        },
      },
    });
    expect(packed).toMatchObject({ bundle: { manifest: { outputs: drafted.outputs } } });
  });

  it('keeps what is there: a template.yaml is never written over', async () => {
    const folder = folderWith({ 'main.tf': main, 'template.yaml': 'mine' });

    await expect((await openWorkshop(cwd)).init(folder, undefined)).rejects.toThrow('exists already');
    expect(readFileSync(join(folder, 'template.yaml'), 'utf8')).toBe('mine');
  });

  it.each([
    ['has no file and no module', {}, 'has no Terraform files'],
    ['cannot be parsed', { 'main.tf': 'resource {' }, 'main.tf'],
  ])('is no template where it %s', async (_, files: Record<string, string>, reason) => {
    const folder = folderWith(files);

    await expect((await openWorkshop(cwd)).init(folder, undefined)).rejects.toThrow(reason);
  });

  it.each(['Queue', 'a b', '-x', 'x'])('is no template under the name %s', async (name) => {
    const folder = folderWith({ 'main.tf': main }, name);

    await expect((await openWorkshop(cwd)).init(folder, undefined)).rejects.toThrow('cannot be the name');
  });

  const manifest = 'title: Q\ndescription: D.\nversion: 1.0.0\nlease: { default: 1d, max: 7d }\n';

  it.each([
    ['a manifest is missing', { 'main.tf': main }, 'has no template.yaml'],
    ['a field is unknown', { 'main.tf': main, 'template.yaml': `${manifest}colour: red\n` }, 'colour'],
    [
      'a program would run',
      {
        'main.tf':
          'resource "terraform_data" "a" {\n  provisioner "local-exec" {\n    command = "true"\n  }\n}\n',
        'template.yaml': manifest,
      },
      'must list',
    ],
    [
      'Terraform finds an error',
      { 'main.tf': 'output "x" { value = var.missing }\n', 'template.yaml': manifest },
      'Reference to undeclared input variable',
    ],
  ])('is refused with the reason and the file as the author knows it where %s', async (_, files, reason) => {
    const folder = folderWith(files);

    const packed = await (await openWorkshop(cwd)).pack(folder, 'shop', rules);

    if (!('reasons' in packed)) throw new Error('It was not refused.');
    expect(packed.reasons.join('\n')).toContain(reason);
    expect(packed.reasons.join('\n')).not.toContain('templates/shop');
  });

  it('is given the lock file that it lacks, for the platforms that there are providers for', async () => {
    const folder = folderWith({
      'main.tf': 'resource "aws_sqs_queue" "q" {}\n',
      'template.yaml': manifest,
    });
    const workshop = await openWorkshop(cwd);

    const elsewhere = await workshop.pack(folder, 'shop', { ...rules, platform: 'plan9_mips' });
    const packed = await workshop.pack(folder, 'shop', { ...rules, platform: here });

    expect('bundle' in elsewhere).toBe(false);
    expect(packed).toMatchObject({ bundle: { types: ['aws_sqs_queue'] } });
    expect(readFileSync(join(folder, '.terraform.lock.hcl'), 'utf8')).toContain('hashicorp/aws');
  }, 120_000);
});

it('runs no program that lies in the folder that somebody works in', async () => {
  const folder = join(cwd, '.leasehold', 'tools', `terraform-${terraformRelease.version}`);
  const trace = join(cwd, 'was-run');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'terraform'), `#!/bin/sh\n: > ${trace}\n`, { mode: 0o755 });
  const path = process.env['PATH'];

  process.env['PATH'] = '';
  await openWorkshop(cwd, '/opt/idp/idp.js').catch(() => undefined);
  process.env['PATH'] = path;

  expect(existsSync(trace)).toBe(false);
});

it('finds what was fetched for the checkout that the program is of', async () => {
  const folder = join(cwd, '.leasehold', 'tools', `terraform-${terraformRelease.version}`);
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(cwd, 'dist', 'idp'), { recursive: true });
  writeFileSync(join(cwd, 'dist', 'idp', 'idp.js'), '');
  const says = `{"terraform_version": "${terraformRelease.version}"}`;
  writeFileSync(join(folder, 'terraform'), `#!/bin/sh\necho '${says}'\n`, { mode: 0o755 });

  const { terraform } = await findAuthorTools(join(cwd, 'dist', 'idp', 'idp.js'), { PATH: '', HOME: cwd });

  expect(terraform.path).toBe(join(folder, 'terraform'));
});
