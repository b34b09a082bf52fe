import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import { startProcessGroup } from '../../../../src/tools/processes/process-group';

const cwd = mkdtempSync(join(tmpdir(), 'leasehold-group-'));
const env = { PATH: process.env['PATH'] };
const start = (script: string) =>
  startProcessGroup({ path: 'bash', args: ['--norc', '-c', script], env, cwd });

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(20);
}

function isAlive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

const pidIn = (file: string) => Number(readFileSync(join(cwd, file), 'utf8'));
const written = (file: string) => existsSync(join(cwd, file)) && readFileSync(join(cwd, file)).length > 0;

describe('startProcessGroup', () => {
  it('gives output and error in the order they were written, and the exit code', async () => {
    const group = await start('echo one; echo two >&2; echo three; exit 3');

    const output = await text(group.output);

    expect(output).toBe('one\ntwo\nthree\n');
    expect(await group.exited).toBe(3);
    await group.kill();
  });

  it('leaves nothing of the group when kill resolves, not even what ignores signals or left the group', async () => {
    const group = await start(`trap '' TERM INT
      sleep 100 & echo $! > kept
      setsid bash -c 'echo $$ > escaped; exec sleep 100' &
      echo $$ > leader; wait`);
    await until(() => ['kept', 'escaped', 'leader'].every(written));

    await group.kill();

    expect(['kept', 'escaped', 'leader'].map((file) => isAlive(pidIn(file)))).toEqual([false, false, false]);
  });

  it('keeps the program from our own variables', async () => {
    const group = await start('env');

    const names = (await text(group.output)).split('\n').map((line) => line.split('=')[0]);

    expect(names).toEqual(expect.arrayContaining(['PATH', 'LEASEHOLD_PROCESS_GROUP']));
    expect(names).not.toContain('HOME');
    await group.kill();
  });

  it('rejects when the folder to run in does not exist', async () => {
    const starting = startProcessGroup({ path: 'true', args: [], env, cwd: join(cwd, 'missing') });

    await expect(starting).rejects.toThrow('ENOENT');
  });

  it('dies with a parent that was killed without a word', async () => {
    const parent = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'orphan-maker.ts'), cwd], {
      stdio: 'ignore',
      env: process.env,
    });
    await until(() => written('orphan'));
    const orphan = pidIn('orphan');
    expect(isAlive(orphan)).toBe(true);

    parent.kill('SIGKILL');
    await once(parent, 'exit');

    await until(() => !isAlive(orphan));
  });
});
