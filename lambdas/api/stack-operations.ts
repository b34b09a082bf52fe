import type { StackEntry } from '../../src/domain/stack/entry/stack-entry';
import { type StackView, toStackView } from '../../src/domain/stack/entry/stack-view';
import { applyStack } from '../../src/operations/stack/apply-stack';
import {
  getStack,
  getStackDocument,
  listStackEvents,
  listStacks,
} from '../../src/operations/stack/read-stacks';
import { consentToStack } from '../../src/operations/stack/consent/give-consent';
import { cancelStackPlan } from '../../src/operations/stack/plan/cancel-stack-plan';
import { planStack } from '../../src/operations/stack/plan/plan-stack';
import { getComponentPlan, getStackPlan } from '../../src/operations/stack/plan/read-stack-plans';
import {
  approveStack,
  cancelStack,
  destroyStack,
  extendStack,
  rejectStack,
  retryStack,
} from '../../src/operations/stack/stack-operation';
import type { Deps } from '../../src/operations/ports/deps';
import type { Operations } from './dispatch';

type StackOperation =
  | 'apply-stack'
  | 'list-stacks'
  | 'get-stack'
  | 'get-stack-document'
  | 'list-stack-events'
  | 'plan-stack'
  | 'cancel-stack-plan'
  | 'consent-to-stack'
  | 'get-stack-plan'
  | 'get-component-plan'
  | 'destroy-stack'
  | 'extend-stack'
  | 'approve-stack'
  | 'reject-stack'
  | 'cancel-stack'
  | 'retry-stack';

/** The operations about stacks, by their names in the route table. */
export const stackOperations: Pick<Operations<Deps>, StackOperation> = {
  'apply-stack': shown(applyStack),
  'list-stacks': listStacks,
  'get-stack': getStack,
  'get-stack-document': getStackDocument,
  'list-stack-events': listStackEvents,
  'plan-stack': planStack,
  'cancel-stack-plan': cancelStackPlan,
  'consent-to-stack': shown(consentToStack),
  'get-stack-plan': getStackPlan,
  'get-component-plan': getComponentPlan,
  'destroy-stack': shown(destroyStack),
  'extend-stack': shown(extendStack),
  'approve-stack': shown(approveStack),
  'reject-stack': shown(rejectStack),
  'cancel-stack': shown(cancelStack),
  'retry-stack': shown(retryStack),
};

/** An operation that answers with the stack as the API shows it. */
function shown<Input>(change: (input: Input, deps: Deps) => Promise<StackEntry>) {
  return async (input: Input, deps: Deps): Promise<StackView> => toStackView(await change(input, deps));
}
