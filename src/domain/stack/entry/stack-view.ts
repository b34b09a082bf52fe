import * as z from 'zod';
import { Instant } from '../../base/time';
import { PlaceInLine } from '../../environment/slots/place-in-line';
import { Lease } from '../../lease';
import { inLayers, layersOf } from '../component-layers';
import { ComponentName, keyOf, StackName } from '../names';
import { ComponentState, isThere, type StackComponent } from './component';
import { GivenConsent } from './consent';
import type { StackEntry } from './stack-entry';
import { awaitsLeave, awaitsPerson, isAsWanted, StackStatus, statusOf, usersOf } from './stack-status';

const RevisionView = z.strictObject({
  number: z.int().positive(),
  digest: z.string().describe('The SHA-256 of its document, in hex.'),
  by: z.string(),
  at: Instant,
  consent: z
    .strictObject({ plan: z.ulid(), given: z.array(GivenConsent), components: z.array(ComponentName) })
    .optional()
    .describe('The plan of the whole stack, who consented to it, and the components it showed.'),
});

/** A component of a stack as the API shows it. */
export const ComponentView = z.strictObject({
  name: ComponentName,
  environment: z
    .string()
    .describe('The name of its environment, which has its runs, plan, logs and outputs.'),
  template: z
    .string()
    .nullable()
    .describe('The template and version wanted; null if the revision removes it.'),
  layer: z.int().positive().describe('One more than the highest layer of what it needs.'),
  needs: z.array(ComponentName).describe('What must be there before it.'),
  state: ComponentState,
  current: z.boolean().describe('Whether it is what the revision in force wants.'),
  life: z.ulid().nullable().describe('The id of the present life of its environment.'),
  waitsFor: z
    .array(ComponentName)
    .describe('What must happen first: what it needs, or, for its removal, what uses it.'),
  approve: z
    .string()
    .nullable()
    .describe(
      'What an approval must name: the digest of the plan that waits, or destroy; null if none waits.',
    ),
  uncovered: z
    .string()
    .nullable()
    .describe('Why no consent to the plan of the whole stack covers the plan that waits.'),
  stuck: z.boolean().describe('Whether its destroy does not succeed.'),
  failure: z.string().nullable().describe('Why it failed, was refused, or cannot end.'),
  endsAt: Instant.nullable().describe('When its environment ends by itself.'),
  line: PlaceInLine.describe(
    'Its position among the runs that wait for a slot of the target; only where one stack is shown.',
  ).optional(),
});
export type ComponentView = z.infer<typeof ComponentView>;

/** A stack as the API shows it: as one, and component by component. */
export const StackView = z.strictObject({
  name: StackName,
  id: z.ulid(),
  status: StackStatus,
  owner: z.string(),
  team: z.string().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  endedAt: Instant.nullable(),
  lease: Lease,
  revision: RevisionView.extend({
    stopped: z
      .strictObject({ at: Instant, by: z.string(), why: z.enum(['rejected', 'cancelled', 'superseded']) })
      .nullable(),
  }).describe('The revision in force.'),
  waiting: RevisionView.nullable().describe(
    'The revision that comes into force when the present one no longer runs.',
  ),
  ending: z
    .strictObject({ at: Instant, by: z.string(), reason: z.enum(['requested', 'expired']) })
    .nullable(),
  components: z.array(ComponentView).describe('By layer, then by name.'),
});
export type StackView = z.infer<typeof StackView>;

/** The stack as the API shows it. */
export function toStackView(stack: StackEntry): StackView {
  const { name, id, owner, team, createdAt, updatedAt, endedAt, lease, revision, waiting, ending } = stack;
  const layers = layersOf(new Map(Object.entries(stack.components).map(([one, of]) => [one, needsOf(of)])));
  const components = Object.keys(stack.components).map((component) => ({
    ...componentView(stack, component),
    layer: layers.get(component) ?? 1,
  }));
  return {
    name,
    id,
    status: statusOf(stack),
    owner,
    team,
    createdAt,
    updatedAt,
    endedAt,
    lease,
    revision: { ...revisionView(revision), stopped: revision.stopped },
    waiting: waiting && revisionView(waiting),
    ending,
    components: inLayers(components),
  };
}

function revisionView({
  number,
  digest,
  by,
  at,
  consent,
}: Omit<StackEntry['revision'], 'stopped'>): z.infer<typeof RevisionView> {
  const shown = consent && {
    plan: consent.plan,
    given: consent.given,
    components: Object.keys(consent.shown).sort(),
  };
  return { number, digest, by, at, ...(shown && { consent: shown }) };
}

function componentView(stack: StackEntry, name: string): Omit<ComponentView, 'layer'> {
  const one = stack.components[name] as StackComponent;
  const { wanted, state, life, stuck, failure, refused, endsAt } = one;
  return {
    name,
    environment: keyOf(stack.name, name),
    template: wanted?.template ?? null,
    needs: needsOf(one),
    state,
    current: isAsWanted(stack, one),
    life,
    waitsFor: waitsFor(stack, name, one),
    approve: toApprove(stack, one),
    uncovered: uncoveredOf(stack, one),
    stuck,
    failure: refused ?? failure,
    endsAt,
  };
}

/** What it is wanted to be made of, or is made of where nobody wants it any more. */
function needsOf({ wanted, uses }: StackComponent): string[] {
  return wanted?.needs ?? uses;
}

/** What a component cannot go on before: it is not as it is wanted, or it must go and is used. */
function waitsFor(stack: StackEntry, name: string, one: StackComponent): string[] {
  if (one.wanted === null) return isThere(one) ? usersOf(stack, name) : [];
  if (isAsWanted(stack, one)) return [];
  return one.wanted.needs.filter((need) => {
    const needed = stack.components[need];
    return needed === undefined || !isAsWanted(stack, needed);
  });
}

/** Why the plan that waits is covered by no yes to the plan of the whole stack. */
function uncoveredOf(stack: StackEntry, one: StackComponent): string | null {
  const { judged, plan } = one;
  return judged?.by === null && judged.plan === plan && toApprove(stack, one) !== null ? judged.why : null;
}

/** What a yes has to name, where a person is waited for. */
function toApprove({ ending, revision }: StackEntry, one: StackComponent): string | null {
  if (ending || revision.stopped || one.order !== null || !awaitsPerson(one)) return null;
  return awaitsLeave(one) ? 'destroy' : one.plan;
}
