import { DomainError } from '../../base/errors';
import type { Instant } from '../../base/time';
import type { EntryChange, EntryMoment, RequestKey } from '../../registry/entry';
import { newEntry } from '../../registry/new-entry';
import { failedResult, type PreviewResult } from './preview-order';
import { plannedBy, type PlannedComponent, type StackPlan } from './stack-plan';

/** A plan that is asked for. */
export type AskedPlan = Pick<
  StackPlan,
  'id' | 'stack' | 'stackLife' | 'digest' | 'by' | 'removed' | 'removedPrices'
> & {
  components: Readonly<Record<string, Omit<PlannedComponent, 'result'>>>;
};

/** What is heard of a preview run, and that a person wants no more of them. */
export type StackPlanCommand =
  | { type: 'previewed'; component: string; run: string; result: PreviewResult }
  | { type: 'cancel'; by: string; request: RequestKey | undefined }
  | { type: 'tick' };

/** A new plan, of which every preview is still to be started. */
export function askPlan({ components, ...asked }: AskedPlan, now: Instant): StackPlan {
  return {
    ...asked,
    ...newEntry(now),
    version: 1,
    createdAt: now,
    components: Object.fromEntries(
      Object.entries(components).map(([name, one]) => [name, { ...one, result: null }]),
    ),
    effects: Object.entries(components).map(([component, { run }]) => ({
      type: 'start-preview' as const,
      component,
      run,
    })),
  };
}

/** The first result of a run counts; what has none when the time is up is lost. */
export function decideStackPlan(
  seen: StackPlan,
  command: StackPlanCommand,
  { now }: EntryMoment,
): EntryChange<StackPlan> | null {
  if (command.type === 'tick') return now < plannedBy(seen) ? null : giveUp(seen);
  if (command.type === 'cancel') return cancel(seen, command.by, now);
  const { component: name, run, result } = command;
  const one = seen.components[name];
  if (one?.run !== run || one.result !== null) return null;
  return changed(seen, { [name]: { ...one, result } });
}

/** What has no result is stopped; again, it changes nothing. StackPlanOver where every component has its result. */
function cancel(seen: StackPlan, by: string, now: Instant): EntryChange<StackPlan> | null {
  if (seen.cancelled) return null;
  const open = openIn(seen);
  if (open.length === 0) throw new DomainError('StackPlanOver', { stack: seen.stack, plan: seen.id });
  const result = failedResult({ class: 'cancelled', reason: `It was cancelled by ${by}.` });
  const stopped = open.map(([name, one]) => [name, { ...one, result }]);
  // What was not started yet is not; who is starting it at this moment is stopped by the effect, or by the end of the run.
  const { entry } = changed({ ...seen, effects: [] }, Object.fromEntries(stopped) as StackPlan['components']);
  return {
    entry: { ...entry, cancelled: { by, at: now } },
    events: [{ type: 'StackPlanCancelled', actor: by, data: { components: open.length } }],
    effects: open.map(([component, { run }]) => ({
      type: 'stop-preview' as const,
      component,
      run,
    })),
  };
}

function openIn({ components }: StackPlan): [string, PlannedComponent][] {
  return Object.entries(components).filter(([, { result }]) => result === null);
}

function giveUp(seen: StackPlan): EntryChange<StackPlan> | null {
  const open = openIn(seen);
  if (open.length === 0) return null;
  const reason = 'It was not planned in time. Plan the stack again.';
  const result = failedResult({ class: 'timed-out', reason });
  const lost = open.map(([name, one]) => [name, { ...one, result }]);
  return changed({ ...seen, effects: [] }, Object.fromEntries(lost) as StackPlan['components']);
}

function changed(seen: StackPlan, components: StackPlan['components']): EntryChange<StackPlan> {
  const entry = { ...seen, components: { ...seen.components, ...components } };
  return { entry, events: [], effects: [] };
}
