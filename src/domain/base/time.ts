import * as z from 'zod';

/** A UTC instant as ISO 8601 with milliseconds and `Z`; all have one length, so they compare as strings. */
export type Instant = string;

export const Instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 'must be a UTC instant');

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** The instant of a number of milliseconds since the epoch. */
export function instant(epochMs: number): Instant {
  return new Date(epochMs).toISOString();
}

/** `at` moved by `ms` milliseconds (negative: earlier). */
export function plus(at: Instant, ms: number): Instant {
  return instant(Date.parse(at) + ms);
}

/** Milliseconds from `from` to `to`. */
export function between(from: Instant, to: Instant): number {
  return Date.parse(to) - Date.parse(from);
}

/** The earliest of the given instants, ignoring those that are absent. */
export function earliest(instants: (Instant | null | undefined)[]): Instant | undefined {
  return instants.filter((at) => at != null).sort()[0];
}

/** The later of two instants. */
export function latest(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}
