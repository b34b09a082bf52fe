import type { Environment } from '../../src/domain/environment/environment';
import { startLease } from '../../src/domain/lease';
import { pinOf, type TemplateVersion } from '../../src/domain/template/template';
import { type Instant, minute } from '../../src/domain/base/time';
import { ready } from '../support/builders/lives';
import { ulidAt } from '../support/builders/ulids';
import type { BenchPlane } from './bench-plane';
import { until } from './time-to-ready';

const lanes = 4;

/** The end of a lease, in milliseconds since the epoch. */
export interface Expiry {
  name: string;
  at: number;
}

/** A ready life of a template whose lease ends at this instant. */
export function leased(
  template: TemplateVersion,
  { name, nth, expiresAt, now }: { name: string; nth: number; expiresAt: Instant; now: Instant },
): Environment {
  const lease = { ...startLease({}, template.manifest.lease, now), expiresAt };
  const spec = { template: pinOf(template), inputs: { resources: 1 }, approval: template.manifest.approval };
  return ready({ name, id: ulidAt(now, nth), lease, spec }, now);
}

/** Builds environments through the API, with real Terraform, whose leases end at random within the span after the opening. */
export async function buildReal(
  { api }: BenchPlane,
  { count, opening, spanMs }: { count: number; opening: number; spanMs: number },
): Promise<Expiry[]> {
  const built: Expiry[] = [];
  let next = 0;
  const lane = async () => {
    while (next < count) {
      const name = `real${next++}`;
      // A ttl is in whole minutes, and the last of them must still end within the span.
      const end = opening + Math.random() * (spanMs - minute);
      const ttl = `${Math.ceil((end - Date.now()) / minute)}m`;
      const body = { name, template: 'playground', ttl, inputs: { resources: 1 } };
      const { lease } = await api.want('POST /environments', { body });
      await until(api, name, 'ready');
      built.push({ name, at: Date.parse(lease.expiresAt ?? '') });
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return built;
}
