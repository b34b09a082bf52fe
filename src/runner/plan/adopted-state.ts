import { counted } from '../../domain/base/counted';
import type { Environment } from '../../domain/environment/environment';
import { type RunFailure, runFailure } from '../../domain/environment/run-failure';
import { whyDone } from '../../domain/terraform/action-reason';
import { blockAddress, modulePath } from '../../domain/terraform/address';
import type { PlanJson, ResourceChange } from '../../domain/terraform/plan-json';
import type { RunContext } from '../run-context';
import type { Work } from '../state/kept-state';
import { lifeTag } from '../verify/planned-creates';
import { isRecord } from '../verify/probe/record';
import { actionOf } from './plan-reader';

/** So many addresses a refusal says something of; the others are counted. */
const mostSaid = 20;
const managedTag = 'idp:managed';

/** What a plan finds of a state that it adopts; nothing where it adopts none. A RunFailure where the state does not fit. */
export function adoptedBy(
  plan: PlanJson,
  { keeper }: Pick<Work, 'keeper'>,
  context: Pick<RunContext, 'environment'>,
): ResourceChange[] {
  if (!keeper.isBorrowed) return [];
  refuseUnfit(plan, context);
  return plan.resource_changes.filter(({ mode, change }) => mode === 'managed' && !!change.before);
}

/**
 * A RunFailure where a first plan on an adopted state would end anything of it, or forget it, or where something of it belongs
 * to another life; by address, with what to write.
 */
function refuseUnfit(
  { resource_changes: changes }: PlanJson,
  { environment }: Pick<RunContext, 'environment'>,
): void {
  const managed = changes.filter(({ mode }) => mode === 'managed');
  refuseUnhanded(managed, environment);
  const lost = managed.filter(({ change }) =>
    ['delete', 'replace', 'forget'].includes(actionOf(change.actions)),
  );
  if (lost.length === 0) return;
  const creates = managed.filter(({ change }) => actionOf(change.actions) === 'create');
  const fits = managed.some((one) => !!one.change.before && !lost.includes(one));
  const said = lost.slice(0, mostSaid).map((one) => sayLost(one, creates));
  const more = lost.length > mostSaid ? [`and ${lost.length - mostSaid} more`] : [];
  const what = fits
    ? `The state does not fit ${nameOf(environment)}: ${counted(lost.length, 'resource')} of it would not remain as they are`
    : `No resource of the state fits ${nameOf(environment)}`;
  throw unfit(
    `${what}. ${[...said, ...more].join('; ')}. Nothing was changed. Write the moved blocks in a new version of the template, or run 'idp update ${environment.name}' with another version or other inputs.`,
    lost,
  );
}

/** A RunFailure where something of another life is taken in, or what its owner has not handed over. */
export function refuseUnhanded(managed: readonly ResourceChange[], environment: Environment): void {
  refuseOwned(managed, environment);
  refuseKept(managed);
}

function nameOf({ wanted: { template } }: Environment): string {
  return `${template.name} ${template.version}`;
}

/** Objects with the tag of another life are that life's: two would destroy them. */
function refuseOwned(managed: readonly ResourceChange[], environment: Environment): void {
  const owned = managed.filter(({ change: { before } }) => {
    const life = isRecord(before?.['tags_all']) ? before['tags_all'][lifeTag] : undefined;
    return typeof life === 'string' && life !== environment.id;
  });
  if (owned.length === 0) return;
  throw unfit(
    `${sayAll(owned)} ${owned.length === 1 ? 'has' : 'have'} the tag ${lifeTag} of another life, which owns ${owned.length === 1 ? 'it' : 'them'}. Nothing was changed. A state that an environment has adopted already cannot be adopted again.`,
    owned,
  );
}

/**
 * Whoever may tag an object has power over it, and a state is a text that anybody may write: only what was tagged before as managed by
 * the platform is taken over, as roles of runs may touch nothing else.
 */
function refuseKept(managed: readonly ResourceChange[]): void {
  const kept = managed.filter(({ change: { before } }) => {
    if (!before || !Object.hasOwn(before, 'tags_all')) return false;
    return !isRecord(before['tags_all']) || before['tags_all'][managedTag] !== 'true';
  });
  if (kept.length === 0) return;
  throw unfit(
    `${sayAll(kept)} ${kept.length === 1 ? 'has' : 'have'} no tag ${managedTag} = "true", by which their owner hands them over. Nothing was changed. Add default_tags { tags = { "${managedTag}" = "true" } } to the provider of the old root module, apply that, and adopt the new state.`,
    kept,
  );
}

function sayAll(of: readonly ResourceChange[]): string {
  const more = of.length > mostSaid ? ` and ${of.length - mostSaid} more` : '';
  return `${of
    .slice(0, mostSaid)
    .map(({ address }) => address)
    .join(', ')}${more}`;
}

function sayLost(one: ResourceChange, creates: readonly ResourceChange[]): string {
  const why = whyDone(one);
  const does = { delete: 'deleted', replace: 'replaced', forget: 'forgotten' }[
    actionOf(one.change.actions) as 'delete' | 'replace' | 'forget'
  ];
  const to = does === 'deleted' ? likely(one, creates) : undefined;
  const moved = to === undefined ? '' : `: moved { from = ${one.address} to = ${to} }`;
  return `${one.address} would be ${does}${why === undefined ? '' : `, as ${why}`}${moved}`;
}

/**
 * Where an object belongs that the template has no place for, as far as that is clear: the only one to be made of its type, or
 * of its type under the same name or in the same module.
 */
function likely(one: ResourceChange, creates: readonly ResourceChange[]): string | undefined {
  const ofType = creates.filter(({ type }) => type === one.type);
  const ways = [
    ofType.filter(
      ({ address, index }) => blockAddress(address) === blockAddress(one.address) && index === one.index,
    ),
    ofType.filter(
      ({ address, index }) => modulePath(address) === modulePath(one.address) && index === one.index,
    ),
    ofType,
  ];
  return ways.find(({ length }) => length === 1)?.[0]?.address;
}

function unfit(reason: string, of: readonly ResourceChange[]): RunFailure {
  return runFailure(
    'configuration',
    reason,
    of.map(({ address }) => address),
  );
}
