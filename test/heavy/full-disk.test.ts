import { keepFull, mountSmallDisk, unmountDisk } from '../support/plane/small-disk';
import { openTestPlane, type TestPlane } from '../support/plane/plane';

// eslint-disable-next-line no-restricted-syntax -- only root may mount a disk that is small enough to be filled
const asRoot = process.getuid?.() === 0 ? it : it.skip;

let on: TestPlane | undefined;
let disk: string | undefined;
const machineTmp = process.env['TMPDIR'];

afterEach(async () => {
  await on?.plane.close();
  if (machineTmp === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = machineTmp;
  if (disk !== undefined) await unmountDisk(disk);
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
