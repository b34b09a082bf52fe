import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findEmulator, installedEmulatorFolder } from '../../../src/tools/find-emulator';
import { installEmulator } from '../../../src/tools/install-emulator';
import { emptyMachine, writeProgram } from '../../support/plane/machine';

/** A Python whose `-m venv <folder>` makes an environment with this pip; it has no moto itself. */
function machineWithPip(pip: string) {
  const machine = emptyMachine();
  const folder = installedEmulatorFolder(machine.root);
  writeProgram(join(machine.root, 'pip'), pip);
  writeProgram(
    join(machine.root, 'bin/python3'),
    `[ "$2" = venv ] || exit 1; mkdir -p "$3/bin"; cp ${machine.root}/pip "$3/bin/pip"`,
  );
  return { ...machine, env: { PATH: `${machine.root}/bin:/usr/bin:/bin` }, folder };
}

describe('installEmulator', () => {
  it('installs the pinned moto into an environment of our own, where it is found', async () => {
    const machine = machineWithPip(`echo "$@" > "$(dirname "$0")/asked"
      printf '#!/bin/sh\\necho 5.2.1\\n' > "$(dirname "$0")/python3"
      cp "$(dirname "$0")/python3" "$(dirname "$0")/moto_server"
      chmod +x "$(dirname "$0")/python3" "$(dirname "$0")/moto_server"
      for listed; do :; done
      case "$*" in *--require-hashes*--only-binary=:all:*) grep -q '^moto==5.2.1 ' "$listed" ;; *) exit 1 ;; esac`);

    await installEmulator(machine, machine.folder);

    const { found } = await findEmulator(machine, machine.root);
    expect(found).toMatchObject({ path: join(machine.folder, 'bin/moto_server'), version: '5.2.1' });
  });

  it('leaves nothing half-made when pip fails, and says what pip said', async () => {
    const machine = machineWithPip('echo "Could not find a version" >&2; exit 1');

    await expect(installEmulator(machine, machine.folder)).rejects.toThrow('Could not find a version');

    expect(existsSync(machine.folder)).toBe(false);
  });
});
