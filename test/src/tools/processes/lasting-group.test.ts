import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sendBeat, startLastingGroup } from '../../../../src/tools/processes/lasting-group';
import { killGroup } from '../../../../src/tools/processes/process-group';
import { identityOf } from '../../../../src/tools/processes/process-identity';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lasting-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const mark = { name: 'LASTING_MARK', value: 'mine' };

function start(script: string, graceSeconds: number) {
  const [keeper, output] = [join(folder, 'keeper'), join(folder, 'output')];
  const args = ['-c', script];
  const env = { PATH: process.env['PATH'] };
  return startLastingGroup({ path: 'sh', args, env, cwd: folder, mark, keeper, output, graceSeconds });
}

it('runs as long as somebody sends beats, and ends when nobody did for the time of grace', async () => {
  const { pid, exited } = await start('echo begun; sleep 60', 1);
  const keeper = join(folder, 'keeper');

  for (let beats = 0; beats < 6; beats += 1) {
    await sleep(300);
    await sendBeat(keeper);
  }
  expect(await identityOf(pid)).toBeDefined();
  expect(readFileSync(join(folder, 'output'), 'utf8')).toBe('begun\n');

  expect(await exited).toBe('SIGKILL');
  while (await sendBeat(keeper)) await sleep(20);
});

it('is ended at once, with its watcher, by whoever knows its mark', async () => {
  const { pid, exited } = await start('sleep 60', 60);
  await sleep(100);

  await killGroup({ pgid: pid, mark: `${mark.name}=${mark.value}` });

  expect(await exited).toBe('SIGKILL');
  expect(await sendBeat(join(folder, 'keeper'))).toBe(false);
});

it('says how a program ended by itself', async () => {
  const { pid, exited } = await start('exit 3', 60);

  expect(await exited).toBe('exit code 3');
  await killGroup({ pgid: pid, mark: `${mark.name}=${mark.value}` });
});

it('sends no beat into a pipe that is not there', async () => {
  expect(await sendBeat(join(folder, 'nosuch'))).toBe(false);
});
