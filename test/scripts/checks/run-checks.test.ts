import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runChecks } from '../../../scripts/checks/run-checks';
import { emptyMachine, writeProgram, writeText } from '../../support/plane/machine';

it('says in one line each what cannot be had and why, and skips it', async () => {
  const machine = emptyMachine();
  for (const file of ['python/checks.txt', 'actionlint/go.sum']) {
    const path = join('scripts', 'checks', file);
    writeText(join(machine.root, path), readFileSync(path, 'utf8'));
  }
  for (const name of ['python3', 'go'])
    writeProgram(join(machine.root, 'bin', name), `echo '${name} is too old' >&2; exit 1`);
  const env = { PATH: `${join(machine.root, 'bin')}:/bin:/usr/bin` };
  const lines: string[] = [];

  const counts = await runChecks(machine.root, { ...machine, env }, (line) => lines.push(line));

  expect(counts).toEqual({ passed: 0, failed: 0, skipped: lines.length });
  expect(lines).toContainEqual(expect.stringMatching(/^missing {2}zizmor: .*python3 is too old/));
  expect(lines).toContain('missing  actionlint: Go could not build it: go is too old');
});
