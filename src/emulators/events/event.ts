import { randomUUID } from 'node:crypto';

/** What a producer says of an event; the bus adds the rest. */
export interface EventInput {
  source: string;
  detailType: string;
  detail: unknown;
  resources?: string[];
  time?: Date;
}

/** An event as EventBridge hands it to a target. `time` has whole seconds, in UTC. */
export interface LocalEvent {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: unknown;
}

/** Puts an event into EventBridge's envelope, under a new id. The detail is copied, so that nothing shared is delivered. */
export function toEvent(
  input: EventInput,
  place: { account: string; region: string; now: Date },
): LocalEvent {
  const { source, detailType, detail, resources = [], time = place.now } = input;
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': detailType,
    source,
    account: place.account,
    time: time.toISOString().replace(/\.\d{3}Z$/, 'Z'),
    region: place.region,
    resources,
    detail: structuredClone(detail),
  };
}
