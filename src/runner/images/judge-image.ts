import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { type EcrRepository, type ImageScan, isScanned, isScanning } from '../../aws/ecr-repository';
import {
  describeCounts,
  describeWorst,
  type ImageFindings,
  isRefused,
} from '../../domain/image/image-findings';
import { parseRecord } from '../../domain/base/parse';
import { type RunFailure, runFailure } from '../../domain/environment/run-failure';
import type { UsedImage } from './used-image';

/** From which severity on to refuse, and how long a scan is waited for, in milliseconds. */
export interface Judging extends Pick<ImageFindings, 'refuse'> {
  patienceMs: number;
  pauseMs: number;
  signal: AbortSignal;
}

/** An image whose scan is looked at in the repository where it is. */
export interface Scanned extends Pick<UsedImage, 'named' | 'digest' | 'mediaType' | 'pushedAt'> {
  repository: Pick<EcrRepository, 'name' | 'scan' | 'manifest'>;
}

const Index = z.looseObject({
  manifests: z.array(
    z.looseObject({
      digest: z.string(),
      platform: z.looseObject({ architecture: z.string() }).optional(),
    }),
  ),
});

/** Refuses (class `policy`) an image whose scan found too much, or that no scan has looked at. */
export async function judgeImage(image: Scanned, judging: Judging): Promise<void> {
  for (const digest of await scannedDigests(image)) {
    const scan = await finishedScan({ ...image, digest }, judging);
    if (isRefused(scan.counts, judging)) throw refusal(image, scan, judging);
  }
}

/** Of an image of several platforms not the index is scanned but the image of each; what describes a build is none. */
async function scannedDigests({ repository, digest, mediaType }: Scanned): Promise<string[]> {
  if (!/index|manifest\.list/.test(mediaType)) return [digest];
  const { manifests } = parseRecord(Index, await repository.manifest(digest), `The image index ${digest}`);
  return manifests.filter(({ platform }) => platform?.architecture !== 'unknown').map((one) => one.digest);
}

async function finishedScan(image: Scanned, judging: Judging): Promise<ImageScan> {
  const until = performance.now() + judging.patienceMs;
  for (;;) {
    const scan = await image.repository.scan(image.digest);
    if (scan && isScanned(scan)) return scan;
    if (!isComing(scan, image, judging) || performance.now() >= until) throw unscanned(image, scan);
    await sleep(judging.pauseMs, undefined, { signal: judging.signal });
  }
}

/** A scan on push begins some seconds after the push. */
function isComing(scan: ImageScan | null, { pushedAt }: Scanned, { patienceMs }: Judging): boolean {
  return scan ? isScanning(scan) : Date.now() - pushedAt < patienceMs;
}

function refusal(image: Scanned, scan: ImageScan, { refuse }: Judging): RunFailure {
  const reason = `The image ${image.named} has scan findings that this platform refuses: ${describeCounts(scan.counts)}; ${refuse} and above are refused. The most severe: ${describeWorst(scan.findings)}. Nothing was created. Fix the image, build it again and use the new one.`;
  return runFailure('policy', reason);
}

function unscanned({ named, repository, digest }: Scanned, scan: ImageScan | null): RunFailure {
  const state = scan
    ? `is ${scan.status}${scan.description && ` (${scan.description})`}`
    : 'was never started';
  const again = `aws ecr start-image-scan --repository-name ${repository.name} --image-id imageDigest=${digest}`;
  const reason = `The image ${named} has no scan result: its scan ${state}. Nothing was created. Scan it ('${again}') and retry; if no scanner supports the images of this repository, add it to imageFindings.exempt (docs/deploy.md).`;
  return runFailure('policy', reason);
}
