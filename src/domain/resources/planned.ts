import type { PlanJson, ResourceChange } from '../terraform/plan-json';
import type { Planned } from './planned-value';
import { blockIn } from './pricing';

/** One state of a resource, as Terraform writes it: its attributes, and which of them are not known yet. */
interface State {
  known: Record<string, unknown>;
  unknown: unknown;
}

/** What a plan says of one of its resources: of how it will be, and of one that goes, of how it is. */
export function plannedIn(plan: Pick<PlanJson, 'resource_changes'>, change: ResourceChange): Planned {
  const { before, after, after_unknown: unknown } = change.change;
  const state = after ? { known: after, unknown } : { known: before ?? {}, unknown: false };
  return plannedOf(state, before ?? {}, (type, by) => otherIn(plan, type, textOf(state.known[by])));
}

function plannedOf(state: State, before: Record<string, unknown>, other: Planned['other']): Planned {
  const { known } = state;
  return {
    value: (attribute) => textOf(known[attribute]),
    isKnown: (attribute) => attribute in known && isFilled(known[attribute]),
    isSet: (attribute) => (attribute in known ? isFilled(known[attribute]) : isUnknown(state, attribute)),
    isChanged: (attribute) =>
      isUnknown(state, attribute) || JSON.stringify(before[attribute]) !== JSON.stringify(known[attribute]),
    block: (attribute) => {
      const inner = { known: blockIn(known[attribute]), unknown: isUnknown(state, attribute) };
      return plannedOf(inner, blockIn(before[attribute]), other);
    },
    other,
  };
}

/** The resource of that type and name; where the name is not known yet, any of the type, which the same modules make. */
function otherIn({ resource_changes: all }: Pick<PlanJson, 'resource_changes'>, type: string, name?: string) {
  const alike = all.filter((one) => one.mode === 'managed' && one.type === type);
  const others = alike.map((one) => plannedIn({ resource_changes: [] }, one));
  return others.find(({ value }) => name === undefined || value('name') === name);
}

const textOf = (value: unknown): string | undefined =>
  ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;

const isFilled = (value: unknown): boolean =>
  ![null, '', false, 0].some((empty) => value === empty) && !(Array.isArray(value) && value.length === 0);

/** True stands for a whole that is not known. */
function isUnknown({ unknown }: State, attribute: string): boolean {
  if (typeof unknown !== 'object' || unknown === null) return unknown === true;
  return (unknown as Record<string, unknown>)[attribute] === true;
}
