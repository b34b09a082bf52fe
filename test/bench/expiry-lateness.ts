import { setTimeout as sleep } from 'node:timers/promises';
import type { TemplateVersion } from '../../src/domain/template/template';
import { day, hour, instant, minute } from '../../src/domain/base/time';
import { type BenchPlane, openBenchPlane } from './bench-plane';
import type { Bench, Figure } from './figure';
import { listExecutions } from './list-executions';
import { milliseconds, quantile } from './measure';
import { openTable } from './open-table';
import { PlaneTime } from './plane-time';
import { buildReal, type Expiry, leased } from './leases';
import { quiet, seedEnvironments } from './seed-environments';

const leases = 1_000;
const withTerraform = 50;
const fullSpanMs = 10 * minute;
/** The end of a real lease is rounded up to a whole minute and must still be within the span. */
const leastSpanMs = 2 * minute;
/** The shortest period that EventBridge has, and that of the deployed sweep. */
const periodMs = minute;
/** Between two sweeps the machine goes on for this long, so that the builds that run can be heard. */
const breathMs = 2_500;

/**
 * How late leases end. Plane time runs as the machine's while a sweep is at work and jumps over the rest of its period, in
 * which nothing expires by itself: what a sweep takes counts in full, and ten minutes do not take ten minutes.
 */
export const expiryLateness: Bench = {
  name: 'lateness',
  about: `from the end of a lease to its accepted StartExecution, over ${leases} leases within ten minutes`,
  run: async ({ share }, say) => {
    const bench = await openBenchPlane({ sweepEveryMs: day });
    const table = openTable(bench.plane);
    try {
      const opening = Date.now() + hour;
      const spanMs = Math.max(leastSpanMs, fullSpanMs * share);
      const real = await buildReal(bench, { count: withTerraform * share, opening, spanMs });
      say(`${real.length} environments were built by Terraform`);
      const seeds = await seedLeases(bench, { count: leases * share - real.length, opening, spanMs });
      await seedEnvironments(table, seeds.map(quiet));
      const time = await sweepThrough(bench, { opening, spanMs });
      return [await judge(bench, time, [...real, ...seeds.map(expiryOf)])];
    } finally {
      table.close();
      await bench.plane.close();
    }
  },
};

function expiryOf({ name, lease }: ReturnType<typeof leased>): Expiry {
  return { name, at: Date.parse(lease.expiresAt ?? '') };
}

/** Lives that were never really built: their destroy finds no state, and that is all that is different. */
async function seedLeases(
  { api }: BenchPlane,
  { count, opening, spanMs }: { count: number; opening: number; spanMs: number },
) {
  const template = await api.want<TemplateVersion>('GET /templates/playground');
  return Array.from({ length: count }, (_, nth) => {
    const expiresAt = instant(opening + Math.floor(Math.random() * spanMs));
    return leased(template, { name: `lease${nth}`, nth, expiresAt, now: instant(opening - hour) });
  });
}

/** Sweeps at every period from the opening on until every lease is over. */
async function sweepThrough(
  { plane }: BenchPlane,
  { opening, spanMs }: { opening: number; spanMs: number },
): Promise<PlaneTime> {
  const time = new PlaneTime(plane.clock);
  for (let at = opening; at <= opening + spanMs + periodMs; at += periodMs) {
    await time.forwardTo(at);
    await plane.sweep();
    await sleep(breathMs);
  }
  return time;
}

async function judge({ plane, api }: BenchPlane, time: PlaneTime, expiries: Expiry[]): Promise<Figure> {
  const accepted = new Map<string, number>();
  for (const { name, startedAt } of await listExecutions(plane, 'destroy-environment'))
    accepted.set(name, Math.min(time.planeTimeOf(startedAt), accepted.get(name) ?? Infinity));
  const lateness = expiries.map(({ name, at }) => (accepted.get(name) ?? NaN) - at);
  const missing = lateness.filter((ms) => !(ms >= 0)).length;
  if (missing > 0)
    throw new Error(`${missing} of ${expiries.length} leases ended without an execution, or early`);
  const views = await Promise.all(
    expiries.slice(0, 50).map(({ name }) => api.want(`GET /environments/${name}`)),
  );
  const p99 = quantile(lateness, 0.99);
  return {
    name: 'lateness of expiry, p99',
    measured: `${milliseconds(p99)} (p50 ${milliseconds(quantile(lateness, 0.5))}, max ${milliseconds(quantile(lateness, 1))})`,
    reference: `sweep period: ${milliseconds(periodMs)}`,
    result: `${(p99 / periodMs).toFixed(3)} ×`,
    target: '≤ 1 period',
    met: p99 <= periodMs,
    detail: { lateness, statusesOfReal: views.map(({ status }) => status) },
  };
}
