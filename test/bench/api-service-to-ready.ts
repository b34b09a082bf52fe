import { openBenchPlane } from './bench-plane';
import type { Bench } from './figure';
import { ratioFigure } from './figure';
import { measurePairs, milliseconds, show } from './measure';
import { timePlainApply } from './plain-terraform';
import { timeToReady } from './time-to-ready';

const most = 1.05;
/** A pair takes minutes. */
const mostPairs = 3;
const template = 'api-service';
const inputs = {};

/** What the control plane adds to a template with the AWS provider and some thirty resources. */
export const apiServiceToReady: Bench = {
  name: 'api-service',
  about: 'request to ready of `api-service` against plain `terraform init` and `apply -auto-approve`',
  run: async ({ pairs }, say) => {
    const bench = await openBenchPlane();
    try {
      let count = 0;
      const ours = () => timeToReady(bench, { name: `api${count++}`, template, inputs });
      const reference = () => timePlainApply(bench, { name: `plain${count++}`, template, inputs });
      say(`warm-up: ${milliseconds(await ours())}, plain ${milliseconds(await reference())}`);
      const pair = await measurePairs(Math.min(pairs, mostPairs), { ours, reference });
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
