import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { s3ClientFor } from '../support/aws/hub-buckets';
import type { BenchPlane } from './bench-plane';
import { openBenchPlane } from './bench-plane';
import type { Bench, Figure } from './figure';
import { measurePairs, milliseconds, type Pair, show } from './measure';
import { s3Backend, timePlainApply } from './plain-terraform';
import { timeToReady } from './time-to-ready';

const mostMoreMs = 2_000;
const inputs = { resources: 3 };
const bucket = 'plain-terraform';

/** What the control plane adds to a template whose resources take no time at all. */
export const playgroundToReady: Bench = {
  name: 'playground',
  about: 'request to ready of `playground` against plain Terraform on the S3 backend',
  run: async ({ pairs }, say) => {
    const bench = await openBenchPlane();
    try {
      await makeBucket(bench);
      let count = 0;
      const ours = () => timeToReady(bench, { name: `play${count++}`, template: 'playground', inputs });
      const reference = () => timePlain(bench, count++);
      // The first of each starts handlers and reads programs from the disk.
      say(`warm-up: ${milliseconds(await ours())}, plain ${milliseconds(await reference())}`);
      return [figureOf(await measurePairs(pairs, { ours, reference }))];
    } finally {
      await bench.plane.close();
    }
  },
};

function timePlain(bench: BenchPlane, count: number): Promise<number> {
  const backend = s3Backend(bench, bucket, `plain/${count}`);
  return timePlainApply(bench, { name: `plain${count}`, template: 'playground', inputs, backend });
}

async function makeBucket({ plane }: BenchPlane): Promise<void> {
  const client = s3ClientFor(plane.hubUrl);
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  client.destroy();
}

function figureOf({ ours, reference }: Pair): Figure {
  const more = ours.median - reference.median;
  return {
    name: 'playground, request to ready',
    measured: show(ours),
    reference: `plain, S3 backend: ${show(reference)}`,
    result: `${more < 0 ? '−' : '+'}${milliseconds(Math.abs(more))}`,
    target: '≤ + 2 s',
    met: more <= mostMoreMs,
    detail: { ours, reference },
  };
}
