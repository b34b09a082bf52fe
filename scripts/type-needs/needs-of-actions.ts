import type { DerivedRow } from '../../src/domain/resources/derived/derived-needs';
import { isGlobal, isNamedWorldwide } from '../../src/domain/resources/global-services';
import type { TypeActions } from './derive-type';
import type { ReferenceAction, ReferenceObject } from './reference';
import { tagActionsOf } from './tag-actions';
import { type DerivedNeed, writeNeed } from './write-need';

/** A type of the provider, and all actions of its service. */
export interface TypeInService {
  tags?: true | undefined;
  names?: string[] | undefined;
  service: string;
  actions: ReadonlyMap<string, ReferenceAction>;
}

/** How the call stands to the object: it makes it, or it is about one that is there. */
type Stand = 'making' | 'having';

/** What each step of a type asks of IAM, on objects with the names and tags of the environment. */
export function needsOfActions(derived: TypeActions, type: TypeInService): DerivedRow {
  const own = ownObjectOf(derived.destroy);
  const tagging = tagActionsOf(type.tags ? ofObject(type.actions, own) : new Map());
  const ask = (actions: ReferenceAction[], stand: Stand) =>
    joined(actions.flatMap((action) => needsOfAction(action, { ...type, own, stand })));
  const made = ask([...derived.create, ...tagging.tag], 'making');
  return {
    service: type.service,
    read: ask([...derived.read, ...tagging.list], 'having').map(writeNeed),
    create: made.map((need) => ofCreation(need, type.service, derived.create)).map(writeNeed),
    update: ask(derived.update, 'having').map(writeNeed),
    retag: ask([...tagging.tag, ...tagging.untag], 'having')
      .map((need) => bringsTags(need, tagging.tag))
      .map(writeNeed),
    // Many Delete functions change first what they delete: they disable, empty or detach it.
    destroy: ask([...derived.update, ...derived.destroy], 'having').map(writeNeed),
  };
}

/** The actions that are about a kind of object and no other; all of a service that names none. */
function ofObject(actions: TypeInService['actions'], own: string | undefined): Map<string, ReferenceAction> {
  const about = [...actions].flatMap(([name, action]): [string, ReferenceAction][] => {
    const objects = action.objects.filter((object) => object.name === own);
    return action.objects.length === 0 || objects.length > 0 ? [[name, { ...action, objects }]] : [];
  });
  return new Map(about);
}

interface Asking extends TypeInService {
  own: string | undefined;
  stand: Stand;
}

/** The kind of object that the type is: what its end is about. */
function ownObjectOf([destroy]: ReferenceAction[]): string | undefined {
  const objects = destroy?.objects ?? [];
  return (objects.find(({ required }) => required) ?? objects[0])?.name;
}

function needsOfAction(action: ReferenceAction, asking: Asking): DerivedNeed[] {
  const { name, objects } = action;
  const wanted = objects.filter(
    ({ name: kind, required, arn }) => kind === asking.own || (required && isOf(asking.service, arn)),
  );
  const asked = wanted.length > 0 ? wanted : objects.slice(0, 1);
  if (asked.length === 0)
    return [{ on: '*', actions: [name], ...(makesWithTags(action, asking) && { tags: 'request' }) }];
  return asked.map((object) => {
    const tags = tagsShown(action, object, asking);
    return { on: objectOf(object, asking), actions: [name], ...(tags && { tags }) };
  });
}

/** Kinds of other services are alternatives, as the reference writes them: a web ACL guards one thing of many. */
const isOf = (service: string, arn: string) => arn.split(':')[2] === service;

const makesWithTags = ({ takesTags }: ReferenceAction, { tags, stand }: Asking): boolean =>
  stand === 'making' && tags === true && takesTags;

/** The tags that policies see: those of the request where it makes the object, those of the object where the reference says so. */
function tagsShown(action: ReferenceAction, object: ReferenceObject, asking: Asking): DerivedNeed['tags'] {
  const isNew = asking.stand === 'making' && object.name === asking.own;
  if (isNew) return makesWithTags(action, asking) ? 'request' : 'none';
  return object.tagged ? undefined : 'none';
}

/** The object: by the planned name where a person names it, and otherwise of any name that begins as the environment's. */
function objectOf({ arn, name }: ReferenceObject, { own, names = [], service }: Asking): string {
  const [, , arnService = service, region, account, ...rest] = arn.split(':');
  const resource = rest.join(':');
  const last = [...resource.matchAll(/\$\{(\w+)\}/g)].at(-1)?.[1];
  const filled = resource.replace(/\$\{(\w+)\}/g, (_, word: string) => {
    const given = name === own && word === last ? nameIn(word, names) : undefined;
    return given === undefined ? '{prefix}' : `{${given}}`;
  });
  const isUsual =
    arnService === service &&
    region !== '' &&
    account !== '' &&
    !isGlobal(service) &&
    !isNamedWorldwide(service);
  return isUsual
    ? filled
    : `arn:{partition}:${arnService}:${region && '{region}'}:${account && '{account}'}:${filled}`;
}

/** The attribute that gives the part of an ARN; the reference writes `FunctionName`, and Terraform `function_name`. */
function nameIn(word: string, names: string[]): string | undefined {
  if (/id$/i.test(word)) return undefined;
  const own = word.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();
  return [own, 'name'].find((name) => names.includes(name));
}

/** EC2 lets tags be given by the call that makes the object, and asks for that by a key of its own. */
function ofCreation(need: DerivedNeed, service: string, [create]: ReferenceAction[]): DerivedNeed {
  const tagsAsMade = service === 'ec2' && create && need.actions.includes('CreateTags');
  return tagsAsMade ? { ...need, keys: { 'ec2:CreateAction': create.name } } : need;
}

function bringsTags(need: DerivedNeed, tag: ReferenceAction[]): DerivedNeed {
  const brings = tag.some(({ name, takesTags }) => takesTags && need.actions.includes(name));
  return brings ? { ...need, tags: need.tags === 'none' ? 'request' : 'both' } : need;
}

/** Actions that are asked alike are asked together; those that bring tags stay apart. */
function joined(needs: DerivedNeed[]): DerivedNeed[] {
  const alike = new Map<string, DerivedNeed>();
  for (const need of needs) {
    const isTagging = need.actions.some((name) => /^(Tag|Add|Create)\w*Tags?|^Tag/.test(name));
    const key = JSON.stringify([need.on, need.tags, isTagging]);
    const known = alike.get(key);
    const actions = [...new Set([...(known?.actions ?? []), ...need.actions])];
    alike.set(key, { ...need, actions });
  }
  return [...alike.values()];
}
