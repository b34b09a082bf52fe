import { leasehold } from '../../access/actor';
import { cutAt } from '../../base/cut-text';
import { DomainError } from '../../base/errors';
import type { Instant } from '../../base/time';
import type { ConsentJudgement, StackComponent } from './component';
import { mostGiven } from './consent';
import { draft, type StackChange } from './stack-change';
import type { StackRequest } from './stack-commands';
import type { StackEntry } from './stack-entry';

/** One more yes to the plan that the revision in force was asked for with; what no yes covered until now is judged again. */
export function giveConsent(
  stack: StackEntry,
  { revision: asked, plan, mostHours, by }: Extract<StackRequest, { type: 'consent' }>,
  now: Instant,
): StackChange | null {
  const { name, revision } = stack;
  const { number, consent } = revision;
  if (asked !== number) throw new DomainError('StackRevisionChanged', { name, asked, current: number });
  if (consent?.plan !== plan) throw new DomainError('StackPlanNotShown', { name, plan, revision: number });
  const others = consent.given.filter((one) => one.by !== by.id);
  const given = [...others.slice(-(mostGiven - 1)), { by: by.id, at: now, mostHours }];
  return {
    stack: {
      ...stack,
      revision: { ...revision, consent: { ...consent, given } },
      components: Object.fromEntries(
        Object.entries(stack.components).map(([component, one]) => [component, unjudged(one)]),
      ),
    },
    events: [draft('StackPlanConsented', by.id, { revision: number, plan, hours: mostHours })],
  };
}

function unjudged(component: StackComponent): StackComponent {
  const { judged, ...others } = component;
  return judged === undefined || judged.by !== null ? component : others;
}

/** What came of holding the plan of a component against the yes to the plan of the stack; once for each plan. */
export function hearJudgement(
  change: StackChange,
  { component: name, judged }: { component: string; judged: ConsentJudgement },
): StackChange {
  const one = change.stack.components[name];
  const isOpen = one?.state === 'waiting' && one.plan === judged.plan && one.judged?.plan !== judged.plan;
  if (!one || !isOpen) return change;
  const { plan, by } = judged;
  const approved = by === null ? {} : { approved: { plan, by } };
  const data = { revision: change.stack.revision.number, component: name, plan };
  const event =
    by === null
      ? draft('StackPlanNotCovered', leasehold, { ...data, differs: cutAt(1_000, judged.why) })
      : draft('StackPlanCovered', by, data);
  const components = { ...change.stack.components, [name]: { ...one, judged, ...approved } };
  return { stack: { ...change.stack, components }, events: [...change.events, event] };
}
