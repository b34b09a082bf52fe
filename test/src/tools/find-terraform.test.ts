import { join } from 'node:path';
import { findTerraform, fetchedTerraformFolder } from '../../../src/tools/find-terraform';
import { emptyMachine, writeProgram } from '../../support/plane/machine';

const answering = (version: string) => `echo '{"terraform_version": "${version}"}'`;

describe('findTerraform', () => {
  it('takes the first one on PATH that is new enough', async () => {
    const machine = emptyMachine();
    writeProgram(join(machine.root, 'old/terraform'), answering('1.5.7'));
    const fresh = writeProgram(join(machine.root, 'new/terraform'), answering('1.12.0'));
    const env = { PATH: `${machine.root}/old:${machine.root}/new` };

    const tool = await findTerraform({ ...machine, env }, machine.root);

    expect(tool.found).toEqual({ path: fresh, version: '1.12.0' });
  });

  it('finds the one that an earlier start fetched', async () => {
    const machine = emptyMachine({ PATH: '/nowhere' });
    const fetched = writeProgram(
      join(fetchedTerraformFolder(machine.root), 'terraform'),
      answering('1.11.4'),
    );

    const tool = await findTerraform(machine, machine.root);

    expect(tool.found).toEqual({ path: fetched, version: '1.11.4' });
  });

  it('looks nowhere else when TERRAFORM_PATH names one, and says why that one will not do', async () => {
    const machine = emptyMachine();
    const chosen = writeProgram(join(machine.root, 'terraform'), answering('1.10.5'));

    const tool = await findTerraform({ ...machine, env: { TERRAFORM_PATH: chosen } }, machine.root);

    expect(tool.found).toBeNull();
    expect(tool.howToGet).toContain(`${chosen} is 1.10.5`);
  });
});
