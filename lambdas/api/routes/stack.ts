import { ListEventsQuery, NoParams } from '../../../src/domain/api/queries';
import { pageOf } from '../../../src/domain/api/responses';
import * as api from '../../../src/domain/api/stack-requests';
import { StackEventPage } from '../../../src/domain/stack/entry/stack-event';
import { StackView } from '../../../src/domain/stack/entry/stack-view';
import { PlanDocument } from '../../../src/domain/environment/artifacts';
import { StackPlanView } from '../../../src/domain/stack/plan/stack-plan-view';
import { ResolvedStack } from '../../../src/domain/stack/resolved-stack';
import { change, read, type Route } from '../route';

const idsOfStack = (result: unknown) => {
  const { name, id } = result as StackView;
  return { stack: name, stackLife: id };
};
const idsOfPlan = (result: unknown) => {
  const { stack, id } = result as StackPlanView;
  return { stack, stackPlan: id };
};
const readStack = { ...read, params: api.StackParams } as const;
const ofStack = {
  ...change,
  status: 202,
  params: api.StackParams,
  response: StackView,
  idsIn: idsOfStack,
  location: '/stacks/{name}',
} as const;

/** The rows of the route table about stacks. */
export const stackRoutes = [
  {
    ...ofStack,
    path: '/stacks',
    params: NoParams,
    operation: 'apply-stack',
    summary: 'Apply a resolved stack as the next revision of its name',
    body: api.ApplyStackBody,
  },
  {
    ...read,
    path: '/stacks',
    operation: 'list-stacks',
    summary: 'List stacks',
    query: api.ListStacksQuery,
    response: pageOf(StackView),
  },
  {
    ...readStack,
    path: '/stacks/{stack}',
    operation: 'get-stack',
    plansStack: true,
    summary: 'Show a stack and its components',
    response: StackView,
    idsIn: idsOfStack,
  },
  {
    ...readStack,
    path: '/stacks/{stack}/document',
    operation: 'get-stack-document',
    plansStack: true,
    summary: 'Show the document of the revision in force',
    response: ResolvedStack,
  },
  {
    ...readStack,
    path: '/stacks/{stack}/events',
    operation: 'list-stack-events',
    summary: 'List the events of a stack, in order',
    query: ListEventsQuery,
    response: StackEventPage,
  },
  {
    ...ofStack,
    path: '/stacks/{stack}/plans',
    operation: 'plan-stack',
    summary: 'Plan a whole stack, also before any of it exists; nothing is held or changed',
    body: api.PlanStackBody,
    response: StackPlanView,
    idsIn: idsOfPlan,
    location: '/stacks/{stack}/plans/{id}',
  },
  {
    ...read,
    path: '/stacks/{stack}/plans/{plan}',
    operation: 'get-stack-plan',
    plansStack: true,
    summary: 'Show a plan of a stack and how far it has come',
    params: api.StackPlanParams,
    response: StackPlanView,
    idsIn: idsOfPlan,
  },
  {
    ...ofStack,
    path: '/stacks/{stack}/plans/{plan}/cancel',
    operation: 'cancel-stack-plan',
    summary: 'Cancel a plan of a stack: what waits is not planned, what is being planned is stopped',
    params: api.StackPlanParams,
    response: StackPlanView,
    idsIn: idsOfPlan,
    location: '/stacks/{stack}/plans/{id}',
  },
  {
    ...read,
    path: '/stacks/{stack}/plans/{plan}/components/{component}',
    operation: 'get-component-plan',
    plansStack: true,
    summary: 'Show the plan of a component, without secrets',
    params: api.ComponentPlanParams,
    response: PlanDocument,
    stored: true,
  },
  {
    ...ofStack,
    method: 'DELETE',
    path: '/stacks/{stack}',
    operation: 'destroy-stack',
    summary: 'Destroy a stack, consumers first; this cannot be undone',
  },
  {
    ...ofStack,
    path: '/stacks/{stack}/extend',
    operation: 'extend-stack',
    summary: 'Extend the lease of a stack and all its components',
    body: api.ExtendStackBody,
  },
  {
    ...ofStack,
    path: '/stacks/{stack}/approve',
    operation: 'approve-stack',
    role: 'viewer',
    summary: 'Approve pending plans of components, and the removal of components',
    body: api.ApproveStackBody,
  },
  {
    ...ofStack,
    path: '/stacks/{stack}/consent',
    operation: 'consent-to-stack',
    role: 'viewer',
    summary: 'Consent to the plan of the whole stack that its revision was applied with',
    body: api.ConsentBody,
  },
  {
    ...ofStack,
    path: '/stacks/{stack}/reject',
    operation: 'reject-stack',
    role: 'viewer',
    summary: 'Reject the revision in force',
    body: api.RejectStackBody,
  },
  {
    ...ofStack,
    path: '/stacks/{stack}/cancel',
    operation: 'cancel-stack',
    summary: 'Stop what is under way in a stack; what is being applied is completed',
    body: api.CancelStackBody,
  },
  {
    ...ofStack,
    path: '/stacks/{stack}/retry',
    operation: 'retry-stack',
    summary: 'Retry failed and stuck components',
  },
] as const satisfies readonly Route[];
