import { endElsewhere } from './end-elsewhere';
import { type Irregular, irregularTypes } from './irregular-types';
import { formsOf, type Noun, nounsOf } from './nouns';
import type { ReferenceAction } from './reference';

/** The actions of a type, step by step. */
export interface TypeActions {
  create: ReferenceAction[];
  read: ReferenceAction[];
  update: ReferenceAction[];
  destroy: ReferenceAction[];
}

type Actions = ReadonlyMap<string, ReferenceAction>;

const makers = ['create', 'put', 'import', 'publish', 'request', 'upload', 'set', 'register', 'add', 'start'];

/** What ends a thing, each with the verbs that make what it ends. */
const ending: Readonly<Record<string, readonly string[]>> = {
  delete: makers,
  deregister: ['register', 'create'],
  terminate: ['run', 'create', 'start'],
  release: ['allocate', 'request'],
  remove: ['add', 'put', 'create'],
  revoke: ['authorize', 'grant'],
  cancel: ['request', 'create'],
  disable: ['enable'],
};

/** What undoes a link between two things that stay. */
const unlinking: Readonly<Record<string, readonly string[]>> = {
  disassociate: ['associate'],
  detach: ['attach'],
  remove: ['add'],
};
const reading = ['get', 'describe'];
const changing = ['update', 'modify', 'put', 'set'];

/**
 * The actions of a type by their names; undefined unless exactly one action ends such a thing, and the reference also has those that make
 * and read it: a need without the right action would let a life begin which cannot end.
 */
export function deriveType(type: string, actions: Actions): TypeActions | undefined {
  if (endElsewhere.has(type)) return undefined;
  const irregular = irregularTypes[type];
  if (irregular?.destroy) return listed(type, irregular, actions);
  for (const noun of nounsOf(type)) {
    const ends = endsOf(noun, actions);
    if (ends.length > 1) return undefined;
    const derived = ends[0] && around(noun, ends[0], actions);
    if (derived) return withMore(type, derived, actions);
  }
  return undefined;
}

/** The actions that are named one by one; throws where the reference has none of that name. */
function listed(
  type: string,
  { create = [], read = [], destroy = [] }: Irregular,
  actions: Actions,
): TypeActions {
  const find = (names: readonly string[]) => found(type, names, actions);
  return { create: find(create), read: find(read), update: [], destroy: find(destroy) };
}

/** What an end takes besides, and what the first generation of WAF takes of every change. */
function withMore(type: string, derived: TypeActions, actions: Actions): TypeActions {
  const change = /^aws_waf(regional)?_/.test(type) ? ['GetChangeToken'] : [];
  const end = irregularTypes[type]?.alsoDestroy ?? [];
  return {
    ...derived,
    create: [...derived.create, ...found(type, change, actions)],
    destroy: [...derived.destroy, ...found(type, [...change, ...end], actions)],
  };
}

function found(type: string, names: readonly string[], actions: Actions): ReferenceAction[] {
  return names.map((name) => {
    const action = actions.get(name.toLowerCase());
    if (!action) throw new Error(`${type}: the reference has no action ${name}; correct irregular-types.ts.`);
    return action;
  });
}

const pairsOf = ({ verbs }: Noun) => (verbs ? unlinking : ending);

function endsOf(noun: Noun, actions: Actions): ReferenceAction[] {
  const allowed = Object.keys(pairsOf(noun)).filter((verb) => noun.verbs?.includes(verb) ?? true);
  return named(allowed, noun.thing, actions).filter(writes);
}

/** The other steps with a thing that one action ends. */
function around(noun: Noun, destroy: ReferenceAction, actions: Actions): TypeActions | undefined {
  const made = (pairsOf(noun)[verbOf(destroy.name)] ?? []).flatMap((verb) =>
    named([verb], noun.thing, actions).filter(writes),
  );
  const [create] = made;
  const read = readersOf(noun, actions);
  if (create === undefined || read.length === 0) return undefined;
  const update = named(changing, noun.thing, actions).filter(writes);
  return { create: [create], read, update, destroy: [destroy] };
}

/** What reads one: the call that is about one alone where there is such a call, and otherwise the list. */
function readersOf({ thing, verbs }: Noun, actions: Actions): ReferenceAction[] {
  const things = verbs ? [`${thing}association`, `${thing}attachment`, thing] : [thing, `${thing}attributes`];
  const alone = things.map((one) => reading.flatMap((verb) => actions.get(`${verb}${one}`) ?? []));
  const found = [...alone, ...[...reading, 'list'].map((verb) => named([verb], thing, actions))];
  return found.find((some) => some.length > 0) ?? [];
}

function named(verbs: readonly string[], thing: string, actions: Actions): ReferenceAction[] {
  return verbs.flatMap((verb) => formsOf(thing).flatMap((form) => actions.get(`${verb}${form}`) ?? []));
}

/** Some actions have two levels, with a comma between them. */
const writes = ({ accessLevel }: ReferenceAction) => /write|permissions management/i.test(accessLevel);

/** `delete` of `DeleteQueue`. */
const verbOf = (action: string) => /^[A-Z][a-z]*/.exec(action)?.[0].toLowerCase() ?? '';
