import * as z from 'zod';
import { DomainError, invalid } from './base/errors';
import { between, day, earliest, hour, Instant, latest, minute, plus } from './base/time';

const units = { w: 7 * day, d: day, h: hour, m: minute } as const;
const pattern = /^(?:(\d{1,5})w)?(?:(\d{1,5})d)?(?:(\d{1,5})h)?(?:(\d{1,5})m)?$/;
const longest = 100 * 365 * day;

/**
 * When people are warned of the end: a day ahead and an hour ahead, or, where the lease is shorter than three days or than half
 * a day, a third and a twelfth of it.
 */
const warnings = [
  { warning: 'first', ahead: day, share: 1 / 3 },
  { warning: 'last', ahead: hour, share: 1 / 12 },
] as const;

/** Milliseconds of a ttl such as `30m`, `36h`, `7d`, `2w` or `1d12h`; never a bare number, never zero. */
export function parseTtl(text: string, field = 'ttl'): number {
  const match = pattern.exec(text);
  if (!match || text === '')
    throw invalid(field, `'${text}' is not a duration. Use 30m, 36h, 7d, 2w or 1d12h`);
  const [, w = 0, d = 0, h = 0, m = 0] = match;
  const ms = Number(w) * units.w + Number(d) * units.d + Number(h) * units.h + Number(m) * units.m;
  if (ms === 0) throw invalid(field, 'must be longer than zero');
  if (ms > longest) throw invalid(field, `'${text}' is longer than the maximum of 100 years`);
  return ms;
}

/** A text in days, hours and minutes that parseTtl reads back as `ms`; parts of a minute are dropped. */
export function formatTtl(ms: number): string {
  let rest = Math.floor(ms / minute) * minute;
  const parts = (['d', 'h', 'm'] as const).map((unit) => {
    const count = Math.floor(rest / units[unit]);
    rest -= count * units[unit];
    return count > 0 ? `${count}${unit}` : '';
  });
  return parts.join('') || '0m';
}

/** A zod schema of a ttl text; a wrong one ends the check, because what compares ttls can only read right ones. */
export const Ttl = z
  .string()
  .superRefine((text, context) => {
    try {
      parseTtl(text);
    } catch (error) {
      const [issue] = (error as DomainError<'InvalidRequest'>).details.issues;
      context.addIssue({ code: 'custom', message: issue?.message ?? 'is not a duration', continue: false });
    }
  })
  // For the API's description, which sees no code: of no more digits than what is below the longest.
  .meta({
    minLength: 2,
    pattern: '^(?=.*[1-9])(?:\\d{1,3}w)?(?:\\d{1,4}d)?(?:\\d{1,5}h)?(?:\\d{1,5}m)?$',
    examples: ['7d'],
  });

/** How long an environment of a template may live. */
export interface LeaseBounds {
  default: string;
  max: string;
  permanent: boolean;
}

/**
 * What a stage allows at most, whatever its templates do: the longest lease, the longest that nobody asked for, and the
 * names of the templates whose leases may be permanent all the same (all that allow it where there is no longest).
 */
export const LeaseLimits = z
  .strictObject({
    maxTtl: Ttl.optional().describe('The longest lease.'),
    defaultTtl: Ttl.optional().describe('The longest lease of a request without one.'),
    permanent: z
      .array(z.string().min(1))
      .max(1_000)
      .optional()
      .describe(
        'Templates whose environments may be permanent; default: all that allow it, if there is no maxTtl.',
      ),
  })
  .refine(
    ({ maxTtl, defaultTtl }) => defaultTtl === undefined || shorter(defaultTtl, maxTtl) === defaultTtl,
    {
      path: ['defaultTtl'],
      message: 'must not be longer than maxTtl',
    },
  );
export type LeaseLimits = z.infer<typeof LeaseLimits>;

/** The bounds of the template of this name as far as the stage allows them. */
export function limitLease(name: string, bounds: LeaseBounds, limits: LeaseLimits): LeaseBounds {
  const max = shorter(bounds.max, limits.maxTtl);
  const permanent = bounds.permanent && mayBePermanent(name, limits);
  return { permanent, max, default: shorter(shorter(bounds.default, limits.defaultTtl), max) };
}

/** A lease without end is longer than any that is the longest. */
function mayBePermanent(name: string, { maxTtl, permanent }: LeaseLimits): boolean {
  return permanent === undefined ? maxTtl === undefined : permanent.includes(name);
}

/** The longer of two ttls. */
export function longer(one: string, other: string): string {
  return parseTtl(one) < parseTtl(other) ? other : one;
}

/** The first ttl unless there is a second one that is shorter. */
function shorter(ttl: string, limit: string | undefined): string {
  return limit !== undefined && parseTtl(limit) < parseTtl(ttl) ? limit : ttl;
}

/** The time an environment may live; `expiresAt` is null for a permanent one. */
export const Lease = z.strictObject({
  startedAt: Instant,
  expiresAt: Instant.nullable(),
  ttl: z.string(),
  max: z.string(),
  extensions: z.number().int().nonnegative(),
  /** The end that was warned of first. */
  warnedFor: Instant.nullable(),
  /** The end that was warned of last; missing where that was not yet. */
  lastWarnedFor: Instant.optional(),
});
export type Lease = z.infer<typeof Lease>;

/** What a request asks of a lease: a ttl, the template's default, or for ever. */
export interface LeaseRequest {
  ttl?: string | undefined;
  permanent?: boolean | undefined;
}

/** The lease that starts now; it runs from the request, so that a failed environment expires too. */
export function startLease(request: LeaseRequest, bounds: LeaseBounds, now: Instant): Lease {
  if (request.permanent === true) return startPermanent(request, bounds, now);
  const ttl = request.ttl ?? bounds.default;
  const expiresAt = plus(now, parseTtl(ttl));
  refuseBeyond(expiresAt, latestEnd(now, bounds.max), { asked: ttl, max: bounds.max });
  return { startedAt: now, expiresAt, ttl, max: bounds.max, extensions: 0, warnedFor: null };
}

function startPermanent(request: LeaseRequest, bounds: LeaseBounds, now: Instant): Lease {
  if (request.ttl !== undefined) throw invalid('ttl', 'a permanent lease has no ttl; use one or the other');
  if (!bounds.permanent) throw new DomainError('PermanentNotAllowed', { max: bounds.max });
  return {
    startedAt: now,
    expiresAt: null,
    ttl: 'permanent',
    max: bounds.max,
    extensions: 0,
    warnedFor: null,
  };
}

/**
 * The lease made longer by `ttl` from its present end; refused at or after the end, sweep or no sweep. Of the new end people are
 * warned anew, but not of what whoever extends it sees: a warning whose time is past already.
 */
export function extendLease(
  { name, lease }: { name: string; lease: Lease },
  ttl: string,
  now: Instant,
): Lease {
  if (lease.expiresAt === null) throw new DomainError('LeasePermanent', { name });
  if (isLeaseOver(lease, now)) throw new DomainError('LeaseOver', { name, expiresAt: lease.expiresAt });
  const expiresAt = plus(lease.expiresAt, parseTtl(ttl));
  refuseBeyond(expiresAt, latestEnd(lease.startedAt, lease.max), { asked: ttl, max: lease.max });
  return withWarnings({ ...lease, expiresAt, extensions: lease.extensions + 1 }, now);
}

/** Whether the lease has ended at `now`. */
export function isLeaseOver(lease: Lease, now: Instant): boolean {
  return lease.expiresAt !== null && now >= lease.expiresAt;
}

/** Which warnings of the end there are. */
export type LeaseWarning = (typeof warnings)[number]['warning'];

/** The warnings of the present end that were not given, the earlier first, each with its time; none of a lease without end. */
export function warningsLeft(lease: Lease): { warning: LeaseWarning; at: Instant }[] {
  const { startedAt, expiresAt } = lease;
  if (expiresAt === null) return [];
  const length = between(startedAt, expiresAt);
  return warnings
    .filter(({ warning }) => warnedOf(lease, warning) !== expiresAt)
    .map(({ warning, ahead, share }) => ({
      warning,
      at: latest(startedAt, plus(expiresAt, -Math.min(ahead, Math.floor(length * share)))),
    }));
}

function warnedOf({ warnedFor, lastWarnedFor }: Lease, warning: LeaseWarning): Instant | null | undefined {
  return warning === 'first' ? warnedFor : lastWarnedFor;
}

/** The most urgent warning whose time has come; undefined where none has. */
export function dueWarning(lease: Lease, now: Instant): LeaseWarning | undefined {
  return warningsLeft(lease).findLast(({ at }) => at <= now)?.warning;
}

/** The lease with every warning given whose time has come: what is more urgent says what came before it too. */
export function withWarnings(lease: Lease, now: Instant): Lease {
  const { expiresAt } = lease;
  const warning = dueWarning(lease, now);
  if (expiresAt === null || warning === undefined) return lease;
  return { ...lease, warnedFor: expiresAt, ...(warning === 'last' && { lastWarnedFor: expiresAt }) };
}

/** The next instant at which the lease itself wants attention. */
export function leaseTimer(lease: Lease): Instant | undefined {
  return earliest([warningsLeft(lease)[0]?.at, lease.expiresAt]);
}

function latestEnd(startedAt: Instant, max: string): Instant {
  return plus(startedAt, parseTtl(max));
}

function refuseBeyond(
  expiresAt: Instant,
  latestAllowed: Instant,
  words: { asked: string; max: string },
): void {
  if (expiresAt > latestAllowed) throw new DomainError('LeaseTooLong', { ...words, latest: latestAllowed });
}
