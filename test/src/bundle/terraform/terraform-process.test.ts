import { execFile } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { RunStopped } from '../../../../src/domain/environment/run-failure';
import { runProcess } from '../../../../src/bundle/terraform/terraform-process';

/** Runs a shell script in place of Terraform. */
async function runScript(script: string, abort = new AbortController()) {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-process-'));
  const lines: string[] = [];
  const done = runProcess({
    executable: '/bin/sh',
    args: ['-c', script],
    folder,
    env: { PATH: process.env.PATH ?? '' },
    signal: abort.signal,
    onLine: (line) => lines.push(line),
  });
  return { folder, lines, done, abort };
}

/** Whether a process still runs; one that is dead and only not yet reaped does not. */
async function isAlive(pid: number): Promise<boolean> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,stat=']);
  return stdout.split('\n').some((line) => new RegExp(`^\\s*${pid}\\s+[^Z]`).test(line));
}

/** Lets the runner find no program but by its path. */
async function withoutPrograms(work: () => Promise<void>): Promise<void> {
  const { PATH } = process.env;
  process.env.PATH = await mkdtemp(join(tmpdir(), 'leasehold-empty-'));
  await work().finally(() => (process.env.PATH = PATH));
}

describe('runProcess', () => {
  it('gives every line, the exit code and what went to stderr', async () => {
    const { lines, done } = await runScript('echo one; echo two; printf three; echo oops >&2; exit 3');

    expect(await done).toEqual({ code: 3, errors: 'oops\n' });
    expect(lines).toEqual(['one', 'two', 'three']);
  });

  it('gives its environment and nothing of our own', async () => {
    const { lines, done } = await runScript('env | cut -d= -f1 | sort');
    await done;

    expect(lines.filter((name) => !['PATH', 'PWD', 'OLDPWD', 'SHLVL', '_'].includes(name))).toEqual([]);
  });

  it('interrupts once when aborted and lets it end by itself', async () => {
    const { lines, done, abort } = await runScript(
      `trap 'echo interrupted; exit 7' INT; echo ready; while :; do sleep 0.05; done`,
    );
    while (!lines.includes('ready')) await sleep(10);

    abort.abort(new RunStopped('requested', 5_000));

    expect(await done).toMatchObject({ code: 7 });
    expect(lines).toEqual(['ready', 'interrupted']);
  });

  it('kills it with its children when the grace is over', async () => {
    const { folder, lines, done, abort } = await runScript(
      `trap '' INT; sleep 60 & echo $! > child; echo ready; wait`,
    );
    while (!lines.includes('ready')) await sleep(10);
    const child = Number(await readFile(join(folder, 'child'), 'utf8'));

    // The image of the builds has no ps.
    await withoutPrograms(async () => {
      abort.abort(new RunStopped('deadline', 100));
      expect(await done).toMatchObject({ code: null });
    });

    for (let tries = 0; (await isAlive(child)) && tries < 1_000; tries += 1) await sleep(20);
    expect(await isAlive(child)).toBe(false);
  });

  it('does not start at all after an abort', async () => {
    const abort = new AbortController();
    abort.abort(new RunStopped('requested', 0));

    const { folder, done } = await runScript('touch started', abort);

    await expect(done).rejects.toThrow('stopped: requested');
    await expect(readFile(join(folder, 'started'))).rejects.toThrow('ENOENT');
  });

  it('does not wait for a grandchild that was left holding the pipes', async () => {
    const { done, lines } = await runScript('sleep 30 & echo $!; exit 0');

    expect(await done).toMatchObject({ code: 0 });
    process.kill(Number(lines[0]), 'SIGKILL');
  });

  it('fails when there is no such program', async () => {
    const request = {
      executable: '/nowhere/terraform',
      args: [],
      folder: tmpdir(),
      env: {},
      onLine: () => undefined,
    };

    await expect(runProcess({ ...request, signal: new AbortController().signal })).rejects.toThrow('ENOENT');
  });
});
