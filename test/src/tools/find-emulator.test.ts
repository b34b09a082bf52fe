import { join } from 'node:path';
import { findEmulator, installedEmulatorFolder } from '../../../src/tools/find-emulator';
import { emptyMachine, writeProgram } from '../../support/plane/machine';

describe('findEmulator', () => {
  it('adopts the one whose URL is given', async () => {
    const machine = emptyMachine({ LEASEHOLD_EMULATOR_URL: 'http://127.0.0.1:4566' });

    const tool = await findEmulator(machine, machine.root);

    expect(tool.found).toEqual({ kind: 'url', path: 'http://127.0.0.1:4566', version: 'by URL' });
  });

  it('takes moto_server when the Python beside it can import the server', async () => {
    const machine = emptyMachine();
    const program = writeProgram(join(machine.root, 'bin/moto_server'), 'exit 1');
    writeProgram(join(machine.root, 'bin/python3'), 'echo 5.2.1');
    const env = { PATH: join(machine.root, 'bin') };

    const tool = await findEmulator({ ...machine, env }, machine.root);

    expect(tool.found).toEqual({ kind: 'program', path: program, args: [], version: '5.2.1' });
  });

  it('passes over a moto_server without its [server] extra for the one we installed', async () => {
    const machine = emptyMachine();
    writeProgram(join(machine.root, 'bin/moto_server'), 'exit 1');
    writeProgram(join(machine.root, 'bin/python3'), 'exit 1');
    const own = writeProgram(join(installedEmulatorFolder(machine.root), 'bin/moto_server'), 'exit 1');
    writeProgram(join(installedEmulatorFolder(machine.root), 'bin/python3'), 'echo 5.2.1');
    const env = { PATH: join(machine.root, 'bin') };

    const tool = await findEmulator({ ...machine, env }, machine.root);

    expect(tool.found?.path).toBe(own);
  });

  it('starts moto as a module where there is only a Python that has it', async () => {
    const machine = emptyMachine();
    const python = writeProgram(join(machine.root, 'bin/python3'), 'echo 5.2.1');
    const env = { PATH: join(machine.root, 'bin') };

    const tool = await findEmulator({ ...machine, env }, machine.root);

    expect(tool.found).toEqual({
      kind: 'program',
      path: python,
      args: ['-m', 'moto.server'],
      version: '5.2.1',
    });
  });
});
