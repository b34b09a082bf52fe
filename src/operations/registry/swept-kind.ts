import type { Measurement } from '../../domain/base/metrics';
import type { Instant } from '../../domain/base/time';
import type { OverdueEntry } from '../ports/registry';

/** A kind of item as the sweep knows it, by the prefix of its key. */
export interface SweptKind<D> {
  prefix: string;
  /** Does everything that can be done for the claimed item; the instant to look again, where no write of its own has set it. */
  visit(key: string, body: unknown, deps: D): Promise<Instant | undefined>;
  /** What a line of the log says of an item that could not be handled. */
  logKey(key: string): Record<string, string>;
  /** The gauges of those in the overdue index, for a kind that is in it. */
  measureOverdue?(overdue: OverdueEntry[], now: Instant): Measurement[];
}

/** The kind behind the key of an item, and what stands behind its prefix. Throws for a prefix that no kind has. */
export function kindOf<D>(kinds: readonly SweptKind<D>[], pk: string): { kind: SweptKind<D>; key: string } {
  const [prefix = '', ...rest] = pk.split('#');
  const kind = kinds.find((one) => one.prefix === prefix);
  if (!kind) throw new Error(`No kind of entry has the prefix of ${pk}.`);
  return { kind, key: rest.join('#') };
}
