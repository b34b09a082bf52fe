import { toNanos } from '../../../domain/cost/money';
import { type Command, decide } from '../../../domain/environment/decide';
import type { Environment } from '../../../domain/environment/environment';
import { holdersOf, quotaOf } from '../../../domain/limits/limits';
import { latest } from '../../../domain/base/time';
import { holdShare, type LimitDeps } from './hold-share';

/** A command that may make an environment dearer: what it may then cost, in USD an hour; undefined where it costs nothing more. */
export interface DearerCommand {
  seen: Environment;
  toCommand: (seen: Environment) => Command;
  hourly: (command: Command, seen: Environment) => number | undefined;
}

/** Takes what a command may cost of the quotas, once it is known that it would be accepted; throws what refuses it, or QuotaReached. */
export async function raiseShare(
  { seen, toCommand, hourly }: DearerCommand,
  deps: LimitDeps & { newId: () => string },
): Promise<void> {
  if (holdersOf(seen).every((holder) => quotaOf(deps.limits, holder) === undefined)) return;
  const command = toCommand(seen);
  const now = latest(deps.clock(), seen.updatedAt);
  // What changes nothing, because it was asked before or is so already, takes nothing.
  if (decide(seen, command, { now, newRun: deps.newId() }).environment === seen) return;
  const usd = hourly(command, seen);
  if (usd === undefined) return;
  const { id, name, owner, team } = seen;
  await holdShare({ id, name, owner, team, hourly: toNanos(usd) }, deps);
}
