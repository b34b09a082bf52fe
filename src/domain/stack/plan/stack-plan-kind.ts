import { DomainError } from '../../base/errors';
import type { EntryKind } from '../../registry/entry';
import { decideStackPlan, type StackPlanCommand } from './decide-stack-plan';
import { StackPlan, stackPlanDueAt } from './stack-plan';

const prefix = 'PLAN';

/** Plans of whole stacks as entries of the registry; they change nothing, so that no event is of them. */
export const stackPlanKind: EntryKind<StackPlan, StackPlanCommand> = {
  prefix,
  schema: StackPlan,
  keyOf: ({ id }) => id,
  decide: decideStackPlan,
  toEvent: (_, { type }) => {
    throw new Error(`A plan of a stack has no event ${type}.`);
  },
  subjectOf: () => prefix,
  measure: () => [],
  dueAt: stackPlanDueAt,
  list: 'PLANS',
  indexes: ({ id }) => ({ sort: id }),
  newestFirst: true,
  logIds: ({ id, stack }) => ({ stackPlan: id, stack }),
  logKey: (stackPlan) => ({ stackPlan }),
  absent: (plan) => new DomainError('StackPlanNotFound', { plan }),
};
