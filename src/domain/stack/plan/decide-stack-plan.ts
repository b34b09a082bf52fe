import type { Instant } from '../../base/time';
import type { EntryChange, EntryMoment } from '../../registry/entry';
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

/** What is heard of a preview run. */
export type StackPlanCommand =
  | { type: 'previewed'; component: string; run: string; result: PreviewResult }
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
      type: 'start-preview',
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
  const { component: name, run, result } = command;
  const one = seen.components[name];
  if (one?.run !== run || one.result !== null) return null;
  return changed(seen, { [name]: { ...one, result } });
}

function giveUp(seen: StackPlan): EntryChange<StackPlan> | null {
  const open = Object.entries(seen.components).filter(([, { result }]) => result === null);
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
