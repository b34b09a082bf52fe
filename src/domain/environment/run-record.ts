import * as z from 'zod';
import type { DomainEvent } from './events';
import { Progress } from './progress';
import { RunKind } from './run';
import { Instant } from '../base/time';

/** The history of a run and what its build last reported; drawn from events, it decides nothing. */
export const RunRecord = z.object({
  id: z.ulid(),
  life: z.ulid(),
  environment: z.string(),
  kind: z.enum([...RunKind.options, 'drift', 'eject']),
  requestedBy: z.string(),
  startedAt: Instant,
  planOf: z.ulid().nullish(),
  build: z.string().nullish(),
  claimedAt: Instant.nullish(),
  planDigest: z.string().nullish(),
  plannedAt: Instant.nullish(),
  applyingAt: Instant.nullish(),
  endedAt: Instant.nullish(),
  result: z.string().nullish(),
  failureClass: z.string().nullish(),
  failureReason: z.string().nullish(),
  progress: Progress.nullish(),
});
export type RunRecord = z.infer<typeof RunRecord>;

type Fields = Partial<Record<keyof RunRecord, unknown>>;

const drawn: Partial<Record<DomainEvent['type'], (event: DomainEvent) => Fields>> = {
  RunStarted: ({ at, actor, data }) => ({
    kind: data.kind,
    requestedBy: actor,
    startedAt: at,
    planOf: data.planOf,
  }),
  DriftCheckStarted: ({ at, actor }) => ({ kind: 'drift', requestedBy: actor, startedAt: at }),
  DriftCheckEnded: endedBeside,
  EjectStarted: ({ at, actor }) => ({ kind: 'eject', requestedBy: actor, startedAt: at }),
  EjectEnded: endedBeside,
  RunClaimed: ({ at, data }) => ({ build: data.build, claimedAt: at }),
  PlanAwaitsApproval: ({ at, data }) => ({ planDigest: data.digest, plannedAt: at }),
  RunApplying: ({ at, data }) => ({ planDigest: data.planDigest, applyingAt: at }),
  RunSucceeded: ended,
  RunFailed: ended,
  RunCancelled: ended,
};

/** Which run an event is about, and what it reports; undefined for an event that is not about a run. */
export function runFieldsOf(event: DomainEvent): { run: string; fields: Fields } | undefined {
  const draw = drawn[event.type];
  if (!draw || typeof event.data.run !== 'string') return undefined;
  const fields = { id: event.data.run, life: event.life, environment: event.environment, ...draw(event) };
  return { run: event.data.run, fields };
}

/** Who claimed it is not said before: no event is written for the claim of what works beside an environment. */
function endedBeside({ at, data }: Pick<DomainEvent, 'at' | 'data'>): Fields {
  return { build: data.build, claimedAt: data.claimedAt, ...ended({ at, data }) };
}

function ended({ at, data }: Pick<DomainEvent, 'at' | 'data'>): Fields {
  return { endedAt: at, result: data.result, failureClass: data.class, failureReason: data.reason };
}
