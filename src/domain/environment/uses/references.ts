import * as z from 'zod';
import { DomainError } from '../../base/errors';
import { earliest, Instant, minute, plus } from '../../base/time';
import type { Lease } from '../../lease';

/** So many lives may take outputs of one. */
export const mostUsers = 500;
/** So many outputs of others may one life take. */
export const mostReferences = 50;

/** One life of a name. */
export const LifeName = z.strictObject({ name: z.string().max(41), id: z.ulid() });
export type LifeName = z.infer<typeof LifeName>;

/** An output that an input was taken from: of which life, and at most one step into its value. */
export const OutputReference = z.strictObject({
  from: LifeName,
  output: z.string().max(128),
  step: z.string().max(128).optional(),
});
export type OutputReference = z.infer<typeof OutputReference>;

/** By input: the output that its value was taken from when it was given. */
export const References = z.record(z.string(), OutputReference);
export type References = z.infer<typeof References>;

/** A life that was promised that this one does not end before it, and when. */
export const LifeUser = z.strictObject({ ...LifeName.shape, at: Instant });
export type LifeUser = z.infer<typeof LifeUser>;

/** An end that waits until no other life uses this one any more. */
export const WaitingEnd = z.strictObject({ reason: z.enum(['expired', 'over-budget']), since: Instant });
export type WaitingEnd = z.infer<typeof WaitingEnd>;

const name = '[a-z](?:-?[a-z0-9])+';
const part = '[A-Za-z0-9_][A-Za-z0-9_-]*';
/** Keys of maps are often names with slashes, as those of image repositories. */
const step = '[A-Za-z0-9_][A-Za-z0-9_/:@+=-]*';
const written = new RegExp(`^env:(${name})\\.(${part})(?:\\.(${step}))?$`);

/** `env:network.vpc_id`, or with one step into the value: `env:network.subnets.a`. */
export const ReferenceText = z
  .string()
  .max(300)
  .regex(written, 'must be an output of an environment, such as env:network.vpc_id')
  .meta({ examples: ['env:network.vpc_id'] });

/** What a reference names, before the environment was read. */
export interface NamedOutput {
  environment: string;
  output: string;
  step: string | undefined;
}

/** Reads a text that ReferenceText takes. */
export function parseOutputReference(text: string): NamedOutput {
  const [, environment = '', output = '', step] = written.exec(text) ?? [];
  return { environment, output, step };
}

/** A reference as people write it. */
export function referenceText({ from, output, step }: OutputReference): string {
  return `env:${from.name}.${output}${step === undefined ? '' : `.${step}`}`;
}

/** The lives that these references are of, each once. */
export function livesIn(references: References): LifeName[] {
  const byId = new Map(Object.values(references).map(({ from }) => [from.id, from]));
  return [...byId.values()];
}

/** Throws LeaseTooLong where a lease that ends then (null: never) outlives one that it depends on. */
export function refuseOutliving(
  { name: consumer, ends }: { name: string; ends: Instant | null },
  producer: { name: string; lease: Pick<Lease, 'expiresAt'> },
): void {
  const { expiresAt } = producer.lease;
  if (expiresAt === null || (ends !== null && ends <= expiresAt)) return;
  throw new DomainError('OutlivesProducer', {
    name: consumer,
    ends: ends ?? 'never',
    producer: producer.name,
    producerEnds: expiresAt,
  });
}

/** How long a promise may be without the life that it was made for: longer than any request takes. */
const unborn = 15 * minute;

/** Whether a promise is so old that who makes it again must make it anew, or it may be taken back meanwhile. */
export function isAgeing({ at }: LifeUser, now: Instant): boolean {
  return plus(at, unborn / 3) <= now;
}

/** When promises that were made after `from` are old enough to be checked: the earliest. */
export function usersCheckAt(users: readonly LifeUser[], from: Instant): Instant | undefined {
  return earliest(users.map(({ at }) => plus(at, unborn)).filter((at) => at > from));
}

/** The users of which nobody is sure that they are there: at most `most` of those that were promised long enough ago, in turn. */
export function usersToCheck(users: readonly LifeUser[], now: Instant, most = 25): LifeUser[] {
  const old = users.filter(({ at }) => plus(at, unborn) <= now);
  if (old.length <= most) return old;
  const turn = Math.floor(Date.parse(now) / minute) * most;
  return Array.from({ length: most }, (_, index) => old[(turn + index) % old.length]).filter(
    (one) => one !== undefined,
  );
}
