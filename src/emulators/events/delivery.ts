import type { Clock } from '../clock';
import type { LocalEvent } from './event';

/** How often a target is tried, and how long the pauses between grow. EventBridge's own: 185 times over 24 hours. */
export interface RetryPolicy {
  attempts: number;
  firstDelayMs: number;
  maxDelayMs: number;
}

/** An event that a rule's target never took. */
export interface DeadLetter {
  rule: string;
  event: LocalEvent;
  attempts: number;
  reason: string;
}

/** One event for one target. */
export interface Delivery {
  rule: string;
  event: LocalEvent;
  target: (event: LocalEvent) => Promise<void>;
}

/** Hands the event to its target until it is taken; nothing when it was, else the dead letter. Rejects only when stopped. */
export async function deliver(
  delivery: Delivery,
  policy: RetryPolicy,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<DeadLetter | undefined> {
  for (let attempts = 1; ; attempts += 1) {
    const failure = await attempt(delivery);
    if (failure === undefined) return undefined;
    const { rule, event } = delivery;
    if (attempts >= policy.attempts) return { rule, event, attempts, reason: failure };
    await clock.sleep(Math.min(policy.firstDelayMs * 2 ** (attempts - 1), policy.maxDelayMs), signal);
  }
}

/** Each attempt gets its own copy, so that a target cannot change what the next one sees. */
async function attempt({ target, event }: Delivery): Promise<string | undefined> {
  try {
    await target(structuredClone(event));
    return undefined;
  } catch (error) {
    return String(error);
  }
}
