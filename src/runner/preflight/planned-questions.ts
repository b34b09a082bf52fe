import type { PlanJson, ResourceChange } from '../../domain/terraform/plan-json';
import type { IamNeed } from '../../domain/resources/need';
import { plannedIn } from '../../domain/resources/planned';
import type { Planned } from '../../domain/resources/planned-value';
import { needsOf, needsOfChange, type Step, steps } from './needs';
import { arnOf, folded, type NamedPlace } from './planned-arn';
import { contextOf, type RequestContext } from './request-context';

/** Where a plan is applied, and the tags of all that it makes. */
interface Place extends NamedPlace {
  tags: Record<string, string>;
}

/** Something a role must be allowed to do. */
export interface Question {
  action: string;
  resource: string;
  context: RequestContext;
  /** The first step that takes it. */
  step: Step;
  /** The resource types that cannot do without it, each once. */
  types: string[];
}

/** The changes of a plan that leave or take something on AWS. */
export function changesOnAws(plan: PlanJson): ResourceChange[] {
  return plan.resource_changes.filter(
    ({ mode, type, change }) =>
      mode === 'managed' &&
      type.startsWith('aws') &&
      change.actions.some((action) => ['create', 'update', 'delete'].includes(action)),
  );
}

/** The types of changes of which it is neither recorded nor derived what they need. */
export function typesNotKnown(changes: ResourceChange[]): string[] {
  const types = changes.map(({ type }) => type);
  return [...new Set(types.filter((type) => needsOf(type) === undefined))].sort();
}

/** All that must be allowed for a plan to be applied, read again and destroyed; each question once. */
export function questionsOf(plan: PlanJson, place: Place): Question[] {
  const questions = new Map<string, Question>();
  for (const step of steps)
    for (const [need, those] of needing(plan, step))
      for (const one of questionsOfNeed(need, those, place)) {
        const key = JSON.stringify([one.action, one.resource, one.context]);
        const known = questions.get(key) ?? { ...one, step, types: [] };
        const types = [...known.types, ...those.map(({ type }) => type)];
        questions.set(key, { ...known, types: [...new Set(types)] });
      }
  return [...questions.values()];
}

/** A resource that needs something. */
interface Needing {
  type: string;
  planned: Planned;
}

/** What one step of the plan needs, each with those of its resources that need it. */
function needing(plan: PlanJson, step: Step): Map<IamNeed, Needing[]> {
  const needs = new Map<IamNeed, Needing[]>();
  for (const change of changesOnAws(plan)) {
    const planned = plannedIn(plan, change);
    for (const need of needsOfChange(change)[step])
      if (need.if?.(planned) ?? true)
        needs.set(need, [...(needs.get(need) ?? []), { type: change.type, planned }]);
  }
  return needs;
}

function questionsOfNeed(
  need: IamNeed,
  those: Needing[],
  place: Place,
): Pick<Question, 'action' | 'resource' | 'context'>[] {
  const contexts = new Map<string, string[]>();
  for (const { planned } of those) {
    const context = JSON.stringify(contextOf(need, planned, place));
    contexts.set(context, [...(contexts.get(context) ?? []), arnOf(need, planned.value, place)]);
  }
  return [...contexts].flatMap(([context, arns]) =>
    folded(arns, place.namePrefix).flatMap((resource) =>
      need.actions.map((name) => ({
        action: `${need.service}:${name}`,
        resource,
        context: JSON.parse(context) as RequestContext,
      })),
    ),
  );
}
