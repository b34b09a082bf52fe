import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { credentials } from '../../src/local/hub';
import { s3ClientFor } from '../support/aws/hub-buckets';
import type { BenchPlane } from './bench-plane';
import { openBenchPlane } from './bench-plane';
import type { Bench, Figure } from './figure';
import { milliseconds, type Pair, show } from './measure';
import { s3Backend } from './plain-terraform';
import { measureReady } from './ready-pairs';

const mostMoreMs = 500;
const inputs = { resources: 3 };
const bucket = 'plain-terraform';

/** What the control plane adds to a template whose resources take no time at all. */
export const playgroundToReady: Bench = {
  name: 'playground',
  about: 'request to ready of `playground` against plain Terraform on the S3 backend',
  run: async (scale, say) => {
    const bench = await openBenchPlane();
    try {
      await makeBucket(bench);
      const backendOf = (nth: number) => s3Backend(bench, bucket, `plain/${nth}`);
      const request = { template: 'playground', inputs, backendOf };
      // A life takes a second here, so a quick look warms up too: what it measures first would be functions that load.
      return [figureOf(await measureReady(bench, { ...scale, warmUp: true }, { request, say }))];
    } finally {
      await bench.plane.close();
    }
  },
};

async function makeBucket({ plane }: BenchPlane): Promise<void> {
  const client = s3ClientFor(plane.hubUrl, { credentials });
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
    target: '≤ + 0.5 s',
    met: more <= mostMoreMs,
    detail: { ours, reference },
  };
}
