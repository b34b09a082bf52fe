import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inWorkFolder } from '../../../../src/runner/life/work-folder';
import { writeText } from '../../../support/plane/machine';

let base: string;
const builds: ChildProcess[] = [];
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'leasehold-work-'));
});
afterEach(async () => {
  for (const { pid } of builds.splice(0)) killGroup(pid);
  await rm(base, { recursive: true, force: true });
});

/** A build and whatever it started. */
function killGroup(pid = 0): void {
  try {
    if (pid > 0) process.kill(-pid, 'SIGKILL');
  } catch {
    // It is over.
  }
}

const folder = () => join(base, 'work', 'life');

/** The kernel ends what was killed one after the other, so the last of them may have the lock a moment longer than the first. */
async function released(): Promise<void> {
  for (let code = 1; code !== 0;)
    [code] = (await once(spawn('flock', ['-n', `${folder()}.lock`, 'true']), 'exit')) as [number];
}

function context() {
  const said = new EventEmitter();
  const log = (line: string) => void said.emit('line', line);
  const first = once(said, 'line').then(([line]) => line as string);
  return { folder: folder(), abort: new AbortController(), log, said: first };
}

/**
 * A build of another process: it takes the folder and starts a program as Terraform is started, which works until `end` exists,
 * then writes into the folder.
 */
async function otherBuild(end: string): Promise<ChildProcess> {
  const script = `
    import { inWorkFolder } from './src/runner/life/work-folder';
    import { runProcess } from './src/bundle/terraform/terraform-process';
    const [folder, end] = process.argv.slice(1);
    const signal = new AbortController().signal;
    void inWorkFolder({ folder, abort: new AbortController(), log: console.log }, async (keepOpen) => {
      const wait = 'echo working; while [ ! -e "$0" ]; do sleep 0.05; done; mkdir -p "$1"; echo late > "$1/late"';
      const args = ['-c', wait, end, folder];
      await runProcess({ executable: '/bin/sh', args, folder: '/', env: process.env, keepOpen, signal, onLine: console.log });
    });`;
  const args = ['--import', 'tsx', '--input-type=module', '-e', script, folder(), end];
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  builds.push(child);
  const [said] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  expect(said.trim()).toBe('working');
  return child;
}

describe('the folder of a life', () => {
  it('is empty when a run begins, and gone when it is over, however it ends', async () => {
    writeText(join(folder(), 'templates/web/left.txt'), 'of another run');

    const found = await inWorkFolder(context(), () => readdir(folder()).catch(() => 'empty'));
    const failing = inWorkFolder(context(), () => {
      writeText(join(folder(), 'made.txt'), 'of this run');
      return Promise.reject(new Error('it failed'));
    });

    expect(found).toBe('empty');
    await expect(failing).rejects.toThrow('it failed');
    expect(await readdir(join(base, 'work'))).toEqual(['life.lock']);
  });

  it('is emptied of folders that nobody may write to', async () => {
    writeText(join(folder(), 'cache/module/file'), '');
    for (const path of ['cache/module/file', 'cache/module', 'cache', ''])
      await chmod(join(folder(), path), 0o500);

    await inWorkFolder(context(), () => Promise.resolve());

    expect(await readdir(join(base, 'work'))).toEqual(['life.lock']);
  });

  it('is not entered while a build works in it', async () => {
    const end = join(base, 'end');
    const over = once(await otherBuild(end), 'exit');
    const { said, ...second } = context();
    const work = jest.fn(() => readdir(folder()).catch(() => []));
    const done = inWorkFolder(second, work);

    expect(await said).toBe(`Waiting: a lost build is still running in ${folder()}.`);
    expect(work).not.toHaveBeenCalled();
    writeText(end, '');
    expect(await done).toEqual([]);
    await over;
  });

  it('is not entered while Terraform of a build that was killed still works in it', async () => {
    const end = join(base, 'end');
    const first = await otherBuild(end);
    const over = once(first, 'exit');
    first.kill('SIGKILL');
    await over;
    const { said, ...second } = context();
    const work = jest.fn(() => readdir(folder()).catch(() => []));
    const done = inWorkFolder(second, work);
    await said;

    expect(work).not.toHaveBeenCalled();
    writeText(end, '');

    expect(await done).toEqual([]);
  });

  it('is entered at once where a build was killed with all that it started', async () => {
    const first = await otherBuild(join(base, 'end'));
    const over = once(first, 'exit');
    killGroup(first.pid);
    await over;
    await released();
    const log = jest.fn();

    await inWorkFolder({ ...context(), log }, () => Promise.resolve());

    expect(log).not.toHaveBeenCalled();
  });

  it('is waited for no longer than the run has time, and left alone then', async () => {
    const end = join(base, 'end');
    await otherBuild(end);
    writeText(join(folder(), 'state'), 'of the other');
    const { said, ...second } = context();
    const done = inWorkFolder(second, () => Promise.resolve());
    await said;

    second.abort.abort(new Error('the time was up'));

    await expect(done).rejects.toThrow('the time was up');
    expect(await readdir(folder())).toEqual(['state']);
    writeText(end, '');
  });
});
