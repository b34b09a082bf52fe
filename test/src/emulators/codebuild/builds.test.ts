import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { createBuilds } from '../../../../src/emulators/codebuild/builds';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'leasehold-builds-'))));
afterEach(() => {
  jest.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

/** Builds that end as soon as they begin: a file is where their folders are to be. */
function open() {
  writeFileSync(join(folder, 'taken'), '');
  return createBuilds({
    region: 'us-east-1',
    accountId: '123456789012',
    projects: [{ name: 'runner', buildspec: '', environment: {}, timeoutInMinutes: 1 }],
    logs: { send: () => Promise.resolve({}) } as unknown as CloudWatchLogsClient,
    workDir: join(folder, 'taken'),
    machineEnv: {},
    kept: 20,
    onStateChange: () => undefined,
  });
}

const request = (more = {}) => ({ projectName: 'runner', environmentVariablesOverride: [], ...more });

it('knows so many of the latest builds that are over, and numbers them on', async () => {
  const builds = open();
  for (let n = 0; n < 3; n++)
    await Promise.all(Array.from({ length: 10 }, () => builds.start(request()).over));

  const last = builds.start(request());

  expect(builds.all.size).toBe(21);
  expect([...builds.all.values()].map(({ number }) => number)).toEqual(
    Array.from({ length: 21 }, (_, index) => index + 11),
  );
  await last.over;
});

it('gives the same build for a token for five minutes, and holds none for longer', async () => {
  jest.useFakeTimers({
    now: 0,
    doNotFake: ['setTimeout', 'setImmediate', 'nextTick', 'queueMicrotask', 'performance'],
  });
  const builds = open();
  const first = builds.start(request({ idempotencyToken: 'one' }));

  jest.setSystemTime(299_999);
  const same = builds.start(request({ idempotencyToken: 'one' }));
  jest.setSystemTime(300_000);
  const other = builds.start(request({ idempotencyToken: 'one' }));

  expect(same).toBe(first);
  expect(other.number).toBe(2);
  await Promise.all([first.over, other.over]);
});

it('says of a build that cannot make its folder why', async () => {
  const build = open().start(request());

  await build.over;

  expect(build).toMatchObject({ status: 'FAULT' });
  expect(build.phases.find(({ status }) => status === 'FAULT')).toMatchObject({
    type: 'DOWNLOAD_SOURCE',
    message: expect.stringMatching(/^(?:ENOTDIR|EEXIST): /) as string,
  });
});
