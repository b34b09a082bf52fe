import { closest } from '../closest';
import { row } from '../error-row';

/** What is refused about a stack. */
export const stackErrors = {
  StackNotFound: row(
    'not-found',
    (d: { name: string }) =>
      `There is no stack '${d.name}' on the control plane. 'idp stacks list' shows those of your folder; 'idp stacks apply ${d.name}' builds one.`,
  ),
  StackNameTaken: row(
    'conflict',
    (d: { name: string; owner: string; status: string }) =>
      `The stack '${d.name}' belongs to ${d.owner} (${d.status}). Choose another name, or ask them to apply it.`,
  ),
  StackStatus: row(
    'conflict',
    (d: { name: string; status: string; what: string }) =>
      `Cannot ${d.what} the stack '${d.name}': it is ${d.status}. Check it with 'idp stacks status ${d.name}'.`,
  ),
  StackRevisionChanged: row(
    'conflict',
    (d: { name: string; asked: number; current: number }) =>
      `Revision ${d.asked} of the stack '${d.name}' is not in force; revision ${d.current} is. Check it with 'idp stacks status ${d.name}'.`,
  ),
  PartOfStack: row(
    'conflict',
    (d: { name: string; stack: string; what: string; command: string }) =>
      `Cannot ${d.what} '${d.name}' alone: it is a component of the stack '${d.stack}'. Use 'idp stacks ${d.command} ${d.stack}'.`,
  ),
  ComponentNotFound: row('not-found', (d: { stack: string; component: string; known: string[] }) => {
    const meant = closest(d.component, d.known);
    const hint = meant === undefined ? '' : ` (did you mean ${meant}?)`;
    return `The stack '${d.stack}' has no component '${d.component}'${hint}. It has: ${d.known.join(', ') || 'none'}.`;
  }),
  ComponentNotAwaiting: row(
    'conflict',
    (d: { stack: string; component: string; state: string }) =>
      `The component '${d.component}' of the stack '${d.stack}' does not wait for approval (it is ${d.state}).`,
  ),
  ComponentPlanChanged: row(
    'conflict',
    (d: { stack: string; component: string; asked: string; current: string }) =>
      `What waits for approval in the component '${d.component}' of the stack '${d.stack}' is ${d.current}, not ${d.asked}. Read it with 'idp plan ${d.stack}.${d.component}'.`,
  ),
  StackPlanNotFound: row(
    'not-found',
    (d: { plan: string }) => `There is no plan ${d.plan} of a stack. 'idp stacks plan NAME' makes one.`,
  ),
  StackPlanOver: row(
    'conflict',
    (d: { stack: string; plan: string }) =>
      `The plan ${d.plan} of the stack '${d.stack}' is complete: there is nothing to cancel. Read it, or make another one with 'idp stacks plan ${d.stack}'.`,
  ),
  StackPlansReached: row(
    'conflict',
    (d: { holder: string; limit: number; plans: { stack: string; plan: string }[] }) =>
      `${d.holder} has ${d.limit} plans of stacks at work, which is the limit: ${d.plans.map(({ stack, plan }) => `${stack} (${plan})`).join(', ')}. Wait until one of them is complete, or stop one with 'idp stacks plan <stack> --cancel <plan>'.`,
  ),
  PlannerNotFound: row('not-found', (d: { planner: string }) => `${d.planner} has planned no stack yet.`),
  StackPlanNotShown: row(
    'conflict',
    (d: { name: string; plan: string; revision: number }) =>
      `Revision ${d.revision} of the stack '${d.name}' was not applied with the plan ${d.plan}. Check it with 'idp stacks status ${d.name}'.`,
  ),
  StackPlanUnfit: row(
    'conflict',
    (d: { stack: string; plan: string; why: string }) =>
      `The plan ${d.plan} of the stack '${d.stack}' cannot be applied: ${d.why}. Make another one with 'idp stacks plan ${d.stack}'.`,
  ),
  ComponentNotPlanned: row(
    'conflict',
    (d: { stack: string; component: string; plan: string }) =>
      `The plan ${d.plan} of the stack '${d.stack}' has no plan of the component '${d.component}'. Make another one with 'idp stacks plan ${d.stack}'.`,
  ),
  NothingToRetry: row(
    'conflict',
    (d: { name: string }) =>
      `The stack '${d.name}' has no component that failed, is stuck, or is known to have drifted ('idp drift check' looks for that).`,
  ),
};
