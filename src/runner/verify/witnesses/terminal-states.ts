import type { Instant } from '../../../domain/base/time';
import { factsOf } from '../../../domain/resources/types';

type Attributes = Record<string, unknown>;

/** What is left of an object that the provider calls gone; null when nothing is. `now` is when it was asked. */
export function remainderOf(type: string, attributes: Attributes, now: Instant): string | null {
  return factsOf(type)?.remainder?.(attributes, now) ?? null;
}

/** How an object ended that is gone for the provider and still carries its tag in AWS's lists. */
export function listedState(type: string, now: Instant): string {
  const state = factsOf(type)?.listedAs ?? 'gone, but still listed by the tagging API';
  return `${state} (asked at ${now})`;
}

/** How an object that the provider still shows is over; null when it is alive. */
export function terminalState(type: string, attributes: Attributes, now: Instant): string | null {
  return factsOf(type)?.over?.(attributes, now) ?? null;
}
