import { join } from 'node:path';
import { useFolderChecks } from '../../support/terraform/check-folder';
import { copyTerraformTree, namesOf, type TerraformTree } from '../../support/terraform/terraform-tree';

const minutes = 60_000;
const check = useFolderChecks();
let tree: TerraformTree;
beforeAll(async () => {
  tree = await copyTerraformTree();
}, minutes);
afterAll(() => tree.remove());

it.each(namesOf('templates'))(
  'template %s is valid with its lock file unchanged and passes its own tests',
  async (name) => {
    const { failed, tested } = await check(tree, join('templates', name), '-lockfile=readonly');

    expect(failed).toEqual([]);
    expect(tested.output).toMatch(/Success! [1-9]\d* passed, 0 failed\./);
  },
  5 * minutes,
);

it.each(namesOf('modules'))(
  'module %s is valid and passes its own tests',
  async (name) => {
    const { failed, tested } = await check(tree, join('modules', name), '-backend=false');

    expect(failed).toEqual([]);
    expect(tested.output).toMatch(/Success! [1-9]\d* passed, 0 failed\./);
  },
  5 * minutes,
);
