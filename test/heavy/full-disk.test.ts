import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { openTestPlane, type TestPlane } from '../support/plane/plane';

const run = promisify(execFile);
const mebibytes = 48;
const page = 4096;
// eslint-disable-next-line no-restricted-syntax -- only root may mount a disk that is small enough to be filled
const asRoot = process.getuid?.() === 0 ? it : it.skip;

let on: TestPlane | undefined;
let disk: string | undefined;
const machineTmp = process.env['TMPDIR'];

afterEach(async () => {
  await on?.plane.close();
  if (machineTmp === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = machineTmp;
  if (disk === undefined) return;
  try {
    await run('umount', ['--lazy', disk]);
  } finally {
    await rm(disk, { recursive: true });
  }
});

asRoot(
  'an apply whose disk is full fails with that as its reason, and a later run goes on from what was kept',
  async () => {
    disk = await mountSmallDisk();
    process.env['TMPDIR'] = disk;
    on = await openTestPlane();
    const { api } = on;
    const inputs = { resources: 50, delay_seconds: 3 };
    await api.want('POST /environments', {
      body: { name: 'full', template: 'playground', ttl: '7d', inputs },
    });
    await api.until('full', ({ run }) => run?.phase === 'applying' && (run.progress?.done ?? 0) > 1);

    const empty = keepFull(disk);
    const failed = await api.settled('full');
    await empty();

    expect(failed.status).toBe('failed');
    expect(failed.failure?.reason).toMatch(/no space left on device/i);
    await api.want('PATCH /environments/full', { body: { inputs: { delay_seconds: 0 } } });
    expect(await api.settled('full')).toMatchObject({ status: 'ready' });
    await api.want('DELETE /environments/full');
    const gone = await api.until('full', ({ status }) => status === 'destroyed');
    expect(gone.receipt).toMatchObject({ built: true, unchecked: 0 });
  },
);

async function mountSmallDisk(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-disk-'));
  await run('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'leasehold', folder]);
  return folder;
}

/** Takes all there is, and what others give back; answers how to give it all back. */
function keepFull(folder: string): () => Promise<void> {
  const ballast = join(folder, 'ballast');
  const full = new AbortController();
  const filling = (async () => {
    for (let size = mebibytes * 2 ** 20; !full.signal.aborted; size = Math.max(page, size / 2))
      await appendFile(ballast, Buffer.alloc(size)).catch(() => sleep(5));
  })();
  return async () => {
    full.abort();
    await filling;
    await rm(ballast);
  };
}
