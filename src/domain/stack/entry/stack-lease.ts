import { invalid } from '../../base/errors';
import type { Instant } from '../../base/time';
import { type Lease, type LeaseBounds, parseTtl, startLease } from '../../lease';
import type { ResolvedStack } from '../resolved-stack';
import { enabledIn } from './check-document';

/** The lease that all components of a stack share; none may say another one. */
export function leaseText(document: ResolvedStack): string {
  const texts = Object.entries(enabledIn(document)).map(([name, { lease }]) => ({
    name,
    lease: lease ?? document.lease,
  }));
  const [first] = texts;
  if (first?.lease === undefined)
    throw invalid('lease', 'the stack has none; write one at its top, such as lease: 7d');
  const other = texts.find(({ lease }) => lease !== first.lease);
  if (!other) return first.lease;
  const field = `components.${other.name}.lease`;
  throw invalid(
    field,
    `all components of a stack share its lease: this is ${other.lease ?? 'none'}, and ${first.name} has ${first.lease}`,
  );
}

/** The lease that starts now, within what every template allows. */
export function startStackLease(text: string, bounds: readonly LeaseBounds[], now: Instant): Lease {
  const max = bounds.map((one) => one.max).sort((one, other) => parseTtl(one) - parseTtl(other))[0] ?? text;
  const within = { default: max, max, permanent: bounds.every(({ permanent }) => permanent) };
  return startLease(text === 'permanent' ? { permanent: true } : { ttl: text }, within, now);
}
