import type { ImageScan } from '../../../../src/aws/ecr-repository';
import { judgeImage, type Judging, type Scanned } from '../../../../src/runner/images/judge-image';
import { RunFailure } from '../../../../src/domain/environment/run-failure';

const digest = `sha256:${'a'.repeat(64)}`;
const scan = (status: string, counts = {}): ImageScan => ({ status, description: '', counts, findings: [] });

/** An image of a repository whose scan is, each time that somebody asks, what comes next; the last one stays. */
function scanned(scans: (ImageScan | null)[], more: Partial<Scanned> = {}) {
  const asked: string[] = [];
  const image: Scanned = {
    named: 'shop:v1',
    digest,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    pushedAt: 0,
    repository: {
      name: 'shop',
      scan: (one) => Promise.resolve(scans[Math.min(asked.push(one), scans.length) - 1] ?? null),
      manifest: () => Promise.resolve({}),
    },
    ...more,
  };
  return { image, asked };
}

const judging: Judging = {
  refuse: 'high',
  patienceMs: 60_000,
  pauseMs: 1,
  signal: new AbortController().signal,
};
const refusalOf = async (judged: Promise<void>) =>
  judged.then(
    () => null,
    (error: unknown) => (error instanceof RunFailure ? error.failure : error),
  );

describe('judgeImage', () => {
  it.each(['COMPLETE', 'ACTIVE'])(
    'passes an image whose scan is %s and found nothing refused',
    async (status) => {
      const { image } = scanned([scan(status, { medium: 3 })]);

      await expect(judgeImage(image, judging)).resolves.toBeUndefined();
    },
  );

  it('refuses an image with its counts by severity and the names of the worst', async () => {
    const findings = [
      { name: 'CVE-1', severity: 'high' },
      { name: 'CVE-2', severity: 'critical' },
    ];
    const { image } = scanned([{ ...scan('COMPLETE', { high: 1, critical: 1, low: 7 }), findings }]);

    const refusal = await refusalOf(judgeImage(image, judging));

    expect(refusal).toMatchObject({ class: 'policy' });
    expect((refusal as Error & { reason: string }).reason).toMatch(
      /shop:v1 .*1 critical, 1 high, 7 low.*high and above.*CVE-2 \(critical\), CVE-1 \(high\).*Nothing was created/,
    );
  });

  it('waits for a scan that is running', async () => {
    const { image, asked } = scanned([scan('IN_PROGRESS'), scan('PENDING'), scan('COMPLETE')]);

    await judgeImage(image, judging);

    expect(asked).toHaveLength(3);
  });

  it('waits for the scan of an image that was only just pushed to begin', async () => {
    const { image } = scanned([null, null, scan('COMPLETE')], { pushedAt: Date.now() });

    await expect(judgeImage(image, judging)).resolves.toBeUndefined();
  });

  it.each([
    ['never begun', null, /was never started/],
    ['failed', scan('FAILED'), /is FAILED/],
    ['of an image it cannot read', scan('UNSUPPORTED_IMAGE'), /is UNSUPPORTED_IMAGE/],
  ])('refuses at once what a scan was %s for, and says what to do', async (_what, found, says) => {
    const { image, asked } = scanned([found]);

    const refusal = await refusalOf(judgeImage(image, judging));

    expect(asked).toHaveLength(1);
    expect(refusal).toMatchObject({ class: 'policy', reason: expect.stringMatching(says) });
    expect(refusal).toMatchObject({
      reason: expect.stringMatching(/start-image-scan --repository-name shop .*imageFindings\.exempt/),
    });
  });

  it('refuses an image whose scan takes longer than it has patience for', async () => {
    const { image } = scanned([scan('IN_PROGRESS')]);

    const refusal = await refusalOf(judgeImage(image, { ...judging, patienceMs: 20 }));

    expect(refusal).toMatchObject({ reason: expect.stringContaining('IN_PROGRESS') });
  });

  it('stops waiting when the run is stopped', async () => {
    const { image } = scanned([scan('IN_PROGRESS')]);
    const stop = new AbortController();
    const judged = judgeImage(image, { ...judging, pauseMs: 600_000, signal: stop.signal });

    stop.abort();

    await expect(judged).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('judges each platform of an image of several, and not what describes how it was built', async () => {
    const { image, asked } = scanned([scan('COMPLETE')], {
      mediaType: 'application/vnd.oci.image.index.v1+json',
    });
    const manifests = [
      { digest: 'sha256:arm', platform: { architecture: 'arm64' } },
      { digest: 'sha256:amd', platform: { architecture: 'amd64' } },
      { digest: 'sha256:sbom', platform: { architecture: 'unknown' } },
    ];
    const repository = { ...image.repository, manifest: () => Promise.resolve({ manifests }) };

    await judgeImage({ ...image, repository }, judging);

    expect(asked).toEqual(['sha256:arm', 'sha256:amd']);
  });
});
