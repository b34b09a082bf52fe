import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { useFolderChecks } from '../support/terraform/check-folder';
import {
  copyTerraformTree,
  namesOf,
  terraformRoot,
  type TerraformTree,
} from '../support/terraform/terraform-tree';

const minutes = 60_000;
const check = useFolderChecks();

describe.each(namesOf('modules'))('module %s', (name) => {
  const folder = join('modules', name);
  let tree: TerraformTree;

  beforeAll(async () => {
    tree = await copyTerraformTree();
  }, minutes);

  afterAll(() => tree.remove());

  it('has the files that every module has, and states its version', () => {
    const files = ['main.tf', 'variables.tf', 'outputs.tf', 'versions.tf', 'README.md', 'version'];

    const missing = files.filter((file) => !existsSync(join(terraformRoot, folder, file)));

    expect(missing).toEqual([]);
    const version = readFileSync(join(terraformRoot, folder, 'version'), 'utf8').trim();
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(readFileSync(join(terraformRoot, folder, 'README.md'), 'utf8')).toContain(`Version ${version}`);
  });

  it(
    'is valid and passes its own tests',
    async () => {
      const { failed, tested } = await check(tree, folder, '-backend=false');

      expect(failed).toEqual([]);
      expect(tested.output).toMatch(/Success! [1-9]\d* passed, 0 failed\./);
    },
    5 * minutes,
  );
});
