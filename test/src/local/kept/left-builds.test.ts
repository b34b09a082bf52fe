import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { buildMark, killLeftBuilds } from '../../../../src/local/kept/left-builds';
import { findMembers } from '../../../../src/tools/processes/find-members';

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** A program of a plane's build, which says a line once all its processes are there. */
async function startBuild(
  plane: string | undefined,
  script = 'echo there; exec sleep 60',
): Promise<ChildProcess> {
  const env = { PATH: process.env['PATH'], ...buildMark(plane) };
  const child = spawn('bash', ['--norc', '-c', script], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  started.push(child);
  await once(child.stdout, 'data');
  return child;
}

const isOver = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;
const left = (plane: string) => findMembers({ mark: `LEASEHOLD_PLANE=${plane}` });

describe('what is left of the builds of a plane', () => {
  it.each([
    ['a program', 'echo there; exec sleep 60', 1],
    ['a program that ignores signals', "trap '' TERM INT HUP; echo there; while :; do sleep 0.1; done", 2],
    [
      'programs in groups of their own',
      'for i in 1 2 3; do setsid sleep 60 & done; sleep 0.1; echo there; wait',
      4,
    ],
  ])('is killed when it is asked for: %s', async (_what, script, atMost) => {
    const plane = randomUUID();
    const builds = [await startBuild(plane, script), await startBuild(plane, script)];
    const found = await left(plane);
    expect(found.length).toBeGreaterThanOrEqual(2);
    expect(found.length).toBeLessThanOrEqual(2 * atMost);

    await killLeftBuilds(plane);

    expect(await left(plane)).toEqual([]);
    await Promise.all(builds.filter((build) => !isOver(build)).map((build) => once(build, 'exit')));
    expect(builds.map(({ signalCode }) => signalCode)).toEqual(['SIGKILL', 'SIGKILL']);
  });

  it('is nothing of another plane, nothing without a plane, and not who asks', async () => {
    const plane = randomUUID();
    const others = await Promise.all([
      startBuild(randomUUID()),
      startBuild(`${plane}0`),
      startBuild(plane.slice(0, -1)),
      startBuild(undefined),
    ]);
    const own = await startBuild(plane);

    await killLeftBuilds(plane);

    if (!isOver(own)) await once(own, 'exit');
    expect(others.map(isOver)).toEqual([false, false, false, false]);
    await killLeftBuilds(plane);
  });
});
