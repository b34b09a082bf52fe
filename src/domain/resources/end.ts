import { day, plus, type Instant } from '../base/time';

/** Says in what state a destroyed object stays for a while, or for good; null when it simply goes. */
export type Remainder = (attributes: Record<string, unknown>, now: Instant) => string | null;

/** It waits for its deletion for as many days as the attribute `days` says. */
export const pendingDeletion =
  (days: string, otherwise: number): Remainder =>
  (attributes, now) => {
    const given = attributes[days];
    const window = typeof given === 'number' ? given : otherwise;
    return window === 0 ? null : `pending deletion, permanently deleted by ${plus(now, window * day)}`;
  };

/** It is over once an attribute has one of these states. */
export const stateIn =
  (attribute: string, states: string[]): Remainder =>
  (attributes, now) => {
    const state = attributes[attribute];
    return typeof state === 'string' && states.includes(state) ? `${state} (asked at ${now})` : null;
  };
