import { SomePage, SomePlan, SomeStack, SomeStackPlan } from '../answers';
import type { Call } from './call';
import { everyEvent, everyItem, limit } from './every-item';
import type { BodyOf, ResponseOf } from './operation';

export type StackView = ResponseOf<'get-stack'>;
export type StackPlanView = ResponseOf<'get-stack-plan'>;

/** What is asked about stacks that the control plane builds. */
export function createStackApi(call: Call) {
  return {
    listStacks: () =>
      everyItem((cursor) => call('list-stacks', { query: { limit, cursor }, answer: SomePage })),
    getStackDocument: (stack: string) => call('get-stack-document', { params: { stack } }),
    getComponentPlan: (stack: string, plan: string, component: string) =>
      call('get-component-plan', { params: { stack, plan, component }, answer: SomePlan }),
    readStackEvents: (stack: string) =>
      everyEvent((after) =>
        call('list-stack-events', { params: { stack }, query: { after }, answer: SomePage }),
      ),
    ...createStackCommands(call),
  };
}

/** What is asked for again and again while something is done. */
export function createWatchedStackApi(call: Call) {
  return {
    getStack: (stack: string) => call('get-stack', { params: { stack }, answer: SomeStack }),
    getStackPlan: (stack: string, plan: string) =>
      call('get-stack-plan', { params: { stack, plan }, answer: SomeStackPlan }),
  };
}

/** What changes a stack; each says what shows whether it did. */
function createStackCommands(call: Call) {
  const told = (stack: string) => ({ shownBy: `idp stacks status ${stack}`, answer: SomeStack });
  const to = (stack: string) => ({ params: { stack }, ...told(stack) });
  return {
    planStack: (document: BodyOf<'plan-stack'>['document']) =>
      call('plan-stack', {
        params: { stack: document.stack },
        body: { document },
        shownBy: `idp stacks plan ${document.stack}`,
        answer: SomeStackPlan,
      }),
    cancelStackPlan: (stack: string, plan: string) =>
      call('cancel-stack-plan', {
        params: { stack, plan },
        shownBy: `idp stacks plan ${stack} --cancel ${plan}`,
        answer: SomeStackPlan,
      }),
    applyStack: (body: BodyOf<'apply-stack'>) => call('apply-stack', { body, ...told(body.document.stack) }),
    destroyStack: (stack: string) => call('destroy-stack', to(stack)),
    extendStack: (stack: string, ttl: string) => call('extend-stack', { body: { ttl }, ...to(stack) }),
    approveStack: (stack: string, plans: BodyOf<'approve-stack'>['plans']) =>
      call('approve-stack', { body: { plans }, ...to(stack) }),
    consentToStack: (stack: string, body: BodyOf<'consent-to-stack'>) =>
      call('consent-to-stack', { body, ...to(stack) }),
    rejectStack: (stack: string, body: BodyOf<'reject-stack'>) =>
      call('reject-stack', { body, ...to(stack) }),
    cancelStack: (stack: string, revision: number) =>
      call('cancel-stack', { body: { revision }, ...to(stack) }),
    retryStack: (stack: string) => call('retry-stack', to(stack)),
  };
}
