import type { Instant } from '../base/time';
import { eventWords, type Told } from './event-words';
import type { Notice } from './notice';

/** The notice of an event, null where people need not know; `base` is where the API is, without a slash at its end. */
export function noticeOf({ event, environment }: Told, base: string | null): Notice | null {
  const words = eventWords[event.type]?.({ event, environment });
  if (!words) return null;
  const { path, ...said } = words;
  return {
    id: event.id,
    at: event.at,
    ...said,
    environment: {
      name: event.environment,
      life: event.life,
      sequence: event.seq,
      owner: environment?.owner ?? null,
      team: environment?.team ?? null,
    },
    link: base === null ? null : `${base}${path}`,
    details: event.data,
  };
}

/** An item that the sweep cannot handle, how often it was tried, and why it failed. */
export interface SweepTrouble {
  item: string;
  attempts: number;
  reason: string;
}

/** The notice of an item that the sweep cannot handle; `id` is that of the event on the bus. */
export function noticeOfTrouble(
  { item, attempts, reason }: SweepTrouble,
  { id, at }: { id: string; at: Instant },
): Notice {
  return {
    id,
    at,
    type: 'plane.sweep_failing',
    environment: null,
    title: `The sweep could not handle ${item}`,
    text: `It was tried ${attempts} times. The last error: ${reason}`,
    command: item.startsWith('ENV#') ? `idp status ${item.slice('ENV#'.length)}` : 'idp doctor',
    link: null,
    details: { item, attempts, reason },
  };
}

/** The notice that shows whether a webhook arrives. */
export function testNotice({ id, at, by }: { id: string; at: Instant; by: string }): Notice {
  return {
    id,
    at,
    type: 'webhook.test',
    environment: null,
    title: 'A test of this webhook',
    text: `${by} requested it. Nothing happened to any environment.`,
    command: 'idp webhooks deliveries',
    link: null,
    details: {},
  };
}
