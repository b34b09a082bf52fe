import * as z from 'zod';
import { leasehold } from '../../access/actor';
import { DomainError } from '../../base/errors';
import { Instant } from '../../base/time';
import { cutAt } from '../../base/cut-text';
import { ComponentName } from '../names';
import { Judgement, mostComponents, type StackComponent } from './component';
import { draft, type StackChange } from './stack-change';
import type { StackRequest } from './stack-commands';
import type { StackEntry } from './stack-entry';

/** For so many hours a yes to a plan of the whole stack may hold. */
export const mostConsentHours = 168;
const mostGiven = 10;
const Digest = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal digits');

/** What was shown of a component: its plan by run and digest, of which life, and what was wanted of it. */
export const ShownOf = z.strictObject({ run: z.ulid(), digest: Digest, life: z.ulid(), wanted: Digest });
export type ShownOf = z.infer<typeof ShownOf>;

/** Somebody's yes to a plan of the whole stack. */
export const Given = z.strictObject({
  by: z.string(),
  at: Instant,
  mostHours: z.int().positive().max(mostConsentHours),
});
export type Given = z.infer<typeof Given>;

/** A plan of the whole stack that a revision was asked for with, and who said yes to it; what it did not show is covered by no yes. */
export const Consent = z.strictObject({
  plan: z.ulid(),
  shown: z
    .record(ComponentName, ShownOf)
    .refine((all) => Object.keys(all).length <= mostComponents, `at most ${mostComponents} components`),
  given: z.array(Given).min(1).max(mostGiven),
});
export type Consent = z.infer<typeof Consent>;

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
  { component: name, judged }: { component: string; judged: Judgement },
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
