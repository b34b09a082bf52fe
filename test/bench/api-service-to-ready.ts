import { openBenchPlane } from './bench-plane';
import type { Bench } from './figure';
import { ratioFigure } from './figure';
import { show } from './measure';
import { measureReady } from './ready-pairs';

const most = 1;

/** What the control plane adds to a template with the AWS provider and some thirty resources. */
export const apiServiceToReady: Bench = {
  name: 'api-service',
  about:
    'request to ready of `api-service` against plain `terraform init` and `apply -auto-approve` at the same parallelism',
  run: async (scale, say) => {
    const bench = await openBenchPlane();
    try {
      const request = { template: 'api-service', inputs: {} };
      const pair = await measureReady(bench, scale, { request, say });
      return [
        ratioFigure('api-service, request to ready', most, {
          ours: pair.ours.median,
          reference: pair.reference.median,
          measured: show(pair.ours),
          against: `plain: ${show(pair.reference)}`,
          detail: pair,
        }),
      ];
    } finally {
      await bench.plane.close();
    }
  },
};
