import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { namesOf, terraformRoot } from '../support/terraform/terraform-tree';

describe.each(namesOf('modules'))('module %s', (name) => {
  const folder = join('modules', name);
  it('has the files that every module has, and states its version', () => {
    const files = ['main.tf', 'variables.tf', 'outputs.tf', 'versions.tf', 'README.md', 'version'];

    const missing = files.filter((file) => !existsSync(join(terraformRoot, folder, file)));

    expect(missing).toEqual([]);
    const version = readFileSync(join(terraformRoot, folder, 'version'), 'utf8').trim();
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(readFileSync(join(terraformRoot, folder, 'README.md'), 'utf8')).toContain(`Version ${version}`);
  });
});
