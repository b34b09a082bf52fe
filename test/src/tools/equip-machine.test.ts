import { join } from 'node:path';
import { equipMachine } from '../../../src/tools/equip-machine';
import { emptyMachine, writeProgram, writeText } from '../../support/plane/machine';

describe('equipMachine', () => {
  it('says one line for each thing found', async () => {
    const machine = emptyMachine();
    writeProgram(join(machine.root, 'bin/terraform'), `echo '{"terraform_version": "1.11.4"}'`);
    writeProgram(join(machine.root, 'bin/python3'), 'echo 5.2.1');
    const provider = 'registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64/provider';
    writeText(join(machine.root, 'mirror', provider), '');
    const env = {
      PATH: join(machine.root, 'bin'),
      LEASEHOLD_PROVIDER_MIRROR: join(machine.root, 'mirror'),
    };
    const lines: string[] = [];

    await equipMachine(
      { ...machine, env },
      { toolsDir: machine.root, fetchMissing: false, say: (line) => lines.push(line) },
    );

    expect(lines).toEqual([
      `found    Terraform 1.11.4 (${machine.root}/bin/terraform)`,
      `found    Terraform AWS provider 5.100.0 (${machine.root}/mirror)`,
      `found    AWS emulator 5.2.1 (${machine.root}/bin/python3)`,
    ]);
  });

  it('says what is missing, how to get it, and why fetching it failed', async () => {
    const machine = { ...emptyMachine({ TERRAFORM_PATH: '/nowhere/terraform' }), arch: 'riscv64' };
    const lines: string[] = [];

    await equipMachine(
      { ...machine, env: { ...machine.env, LEASEHOLD_EMULATOR_URL: 'http://emulator' } },
      { toolsDir: machine.root, fetchMissing: true, say: (line) => lines.push(line) },
    );

    expect(lines[0]).toMatch(/^missing {2}Terraform: install .* \(\/nowhere\/terraform does not run\)$/);
    expect(lines[1]).toBe('fetching Terraform AWS provider …');
    expect(lines[2]).toMatch(
      /^missing {2}Terraform AWS provider: .*it is needed to download the provider\)$/,
    );
    expect(lines[3]).toBe('found    AWS emulator by URL (http://emulator)');
  });
});
