import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Bench, Figure } from './figure';

const exec = promisify(execFile);
const longestStartMs = 10 * 60_000;

/** What a newcomer waits for, from a clone to the first environment: how long each command takes, in seconds. */
export const cloneToReady: Bench = {
  name: 'clone-to-ready',
  about: 'a fresh clone, `npm ci`, `npm start`, and the first `playground`, as a newcomer types them',
  wholeOnly: true,
  run: async (_, say) => {
    const folder = await mkdtemp(join(tmpdir(), 'leasehold-newcomer-'));
    const clone = join(folder, 'leasehold');
    await exec('git', ['clone', '--quiet', process.cwd(), clone]);
    try {
      const install = await secondsOf(() => exec('npm', ['ci', '--silent'], { cwd: clone, env: newcomer() }));
      say(`npm ci: ${install.toFixed(1)} s`);
      const rest = await startAndCreate(clone, say);
      return [
        figure('clone to ready, npm ci too', install + rest),
        figure('clone to ready, after npm ci', rest),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function startAndCreate(clone: string, say: (line: string) => void): Promise<number> {
  const began = performance.now();
  const plane = spawn('npm', ['start', '--silent'], { cwd: clone, env: newcomer(), detached: true });
  try {
    await saysReady(plane);
    say(`npm start: ${((performance.now() - began) / 1_000).toFixed(1)} s`);
    const create = ['idp', 'create', '--template', 'playground', '--name', 'first', '--yes'];
    await exec('npx', create, { cwd: clone, env: newcomer() });
    return (performance.now() - began) / 1_000;
  } finally {
    // npm hands the interrupt on to nobody, so its whole group gets it.
    if (plane.pid !== undefined && plane.exitCode === null) {
      const ended = new Promise((resolve) => plane.once('exit', resolve));
      process.kill(-plane.pid, 'SIGINT');
      await ended;
    }
  }
}

function saysReady(plane: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const late = setTimeout(() => reject(new Error(`npm start is not ready: ${printed}`)), longestStartMs);
    for (const stream of [plane.stdout, plane.stderr])
      stream?.on('data', (text: Buffer) => {
        printed += text.toString();
        if (/^ready /m.test(printed)) resolve(clearTimeout(late));
      });
    plane.once('exit', (code) => reject(new Error(`npm start ended with ${code}: ${printed}`)));
  });
}

/** The variables of a newcomer: none of this run of npm's. */
function newcomer(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_|INIT_CWD)/i.test(name));
  return { ...Object.fromEntries(own), PORT: '0' };
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}

function figure(name: string, seconds: number): Figure {
  const shown = `${seconds.toFixed(1)} s`;
  return { name, measured: shown, reference: '', result: shown, detail: { seconds } };
}
