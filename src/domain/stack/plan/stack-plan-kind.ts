import { DomainError } from '../../base/errors';
import type { EntryEvent, EntryKind } from '../../registry/entry';
import { decideStackPlan, type StackPlanCommand } from './decide-stack-plan';
import { StackPlan, stackPlanDueAt } from './stack-plan';
import type { StackPlanEvent } from './stack-plan-event';

const prefix = 'PLAN';

/** Plans of whole stacks as entries of the registry; they change nothing, so that the one event of them is that a person stopped one. */
export const stackPlanKind: EntryKind<StackPlan, StackPlanCommand> = {
  prefix,
  schema: StackPlan,
  keyOf: ({ id }) => id,
  decide: decideStackPlan,
  toEvent: ({ id: stackPlan, stack }, event) => ({
    ...(event as EntryEvent & Pick<StackPlanEvent, 'type' | 'data'>),
    stackPlan,
    stack,
  }),
  subjectOf: ({ stackPlan }) => `${prefix}#${stackPlan}`,
  measure: () => [],
  dueAt: stackPlanDueAt,
  list: 'PLANS',
  indexes: ({ id }) => ({ sort: id }),
  newestFirst: true,
  logIds: ({ id, stack }) => ({ stackPlan: id, stack }),
  logKey: (stackPlan) => ({ stackPlan }),
  absent: (plan) => new DomainError('StackPlanNotFound', { plan }),
};
