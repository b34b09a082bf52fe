import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { useFolderChecks } from '../support/terraform/check-folder';
import { copyTerraformTree, namesOf, terraformRoot } from '../support/terraform/terraform-tree';

const minutes = 60_000;
const check = useFolderChecks();
const read = (...path: string[]) => readFileSync(join(terraformRoot, 'envs', ...path), 'utf8');

describe.each(namesOf('envs'))('environment %s of plain Terraform', (name) => {
  const folder = join('envs', name);

  it('has its files, and leaves the backend to whoever begins with a state in a file', () => {
    const files = ['main.tf', 'variables.tf', 'outputs.tf', 'versions.tf', 'README.md'];

    const missing = files.filter((file) => !existsSync(join(terraformRoot, folder, file)));

    expect(missing).toEqual([]);
    expect(files.map((file) => read(name, file)).join('\n')).not.toMatch(/^\s*backend\s*"/m);
  });

  it('uses shared modules by relative path alone, and locks the provider for every platform', () => {
    const sources = [...read(name, 'main.tf').matchAll(/source\s*=\s*"([^"]+)"/g)].map(([, path]) => path);

    const elsewhere = sources.filter((path) => !/^\.\.\/\.\.\/modules\/[a-z-]+$/.test(path ?? ''));

    expect(elsewhere).toEqual([]);
    expect(read(name, '.terraform.lock.hcl').match(/"zh:[0-9a-f]{64}"/g)).toHaveLength(15);
  });

  it(
    'is valid with its lock file unchanged and passes its own tests',
    async () => {
      const tree = await copyTerraformTree();

      const { failed, tested } = await check(tree, folder, '-lockfile=readonly');

      await tree.remove();
      expect(failed).toEqual([]);
      expect(tested.output).toMatch(/Success! [1-9]\d* passed, 0 failed\./);
    },
    5 * minutes,
  );
});
