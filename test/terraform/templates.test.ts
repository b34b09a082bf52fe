import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyTerraformTree, namesOf, terraformRoot } from '../support/terraform/terraform-tree';

const read = (...path: string[]) => readFileSync(join(terraformRoot, ...path), 'utf8');

describe.each(namesOf('templates'))('template %s', (name) => {
  const folder = join('templates', name);
  it('has the files that every template has', () => {
    const files = ['main.tf', 'variables.tf', 'outputs.tf', 'versions.tf', 'template.yaml', 'README.md'];

    const missing = files.filter((file) => !existsSync(join(terraformRoot, folder, file)));

    expect(missing).toEqual([]);
  });

  it('leaves backend and provider to the runner', () => {
    const text = ['main.tf', 'versions.tf'].map((file) => read(folder, file)).join('\n');

    expect(text).not.toMatch(/^\s*((backend|provider)\s*"|cloud\s*\{)/m);
  });

  it('uses shared modules by relative path alone', () => {
    const sources = [...read(folder, 'main.tf').matchAll(/source\s*=\s*"([^"]+)"/g)].map(([, path]) => path);

    const elsewhere = sources.filter((path) => !/^\.\.\/\.\.\/modules\/[a-z-]+$/.test(path ?? ''));

    expect(elsewhere).toEqual([]);
  });

  it('locks the provider it uses, for every platform', () => {
    const usesAws = read(folder, 'versions.tf').includes('hashicorp/aws');

    const lock = usesAws ? read(folder, '.terraform.lock.hcl') : '';

    expect(existsSync(join(terraformRoot, folder, '.terraform.lock.hcl'))).toBe(usesAws);
    expect(lock.match(/"zh:[0-9a-f]{64}"/g)?.length ?? 0).toBe(usesAws ? 15 : 0);
  });
});

describe('the Terraform tree', () => {
  it('is formatted', async () => {
    const tree = await copyTerraformTree();

    const result = await tree.run('.', 'fmt', '-check', '-recursive', '-list=true');

    await tree.remove();
    expect(result).toEqual({ ok: true, output: '' });
  });
});

it('locks for modules that are templates what the templates lock', () => {
  const locks = namesOf('templates')
    .map((name) => join('templates', name, '.terraform.lock.hcl'))
    .filter((file) => existsSync(join(terraformRoot, file)))
    .map((file) => read(file));

  expect(new Set(locks)).toEqual(new Set([read('modules', '.terraform.lock.hcl')]));
});
