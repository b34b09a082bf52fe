import type { Answer } from '../../front/call';
import { below, type Document, documentIn, keyOf, layered } from '../kept/document';
import { type CacheCall, type CacheMemory, type CacheStep, keyIn, settingsIn, tagsGiven } from './memory';
import type { Members } from '../kept/query-answer';
import { faultOf, resultOf } from './xml';

/** A kind of object: how its operations, members and faults are called, and how it is described. */
export interface CacheKind {
  /** As in `CreateCacheSubnetGroup`. */
  name: string;
  /** The parameter that names one. */
  id: string;
  memory: keyof CacheMemory;
  missing: string;
  exists: string;
  describe: (call: CacheCall, settings: Document) => Members;
  /** Why one cannot be made as the call says. */
  refusedNew?: (call: CacheCall) => Promise<Answer | undefined> | Answer | undefined;
  /** Why one cannot be deleted. */
  inUse?: (call: CacheCall, id: string) => Answer | undefined;
}

/** What a kind is made, changed, described and deleted by. */
export function stepsOf(kind: CacheKind): Record<string, CacheStep> {
  return {
    [`Create${kind.name}`]: (call) => create(call, kind),
    [`Modify${kind.name}`]: (call) => withOne(call, kind, (found) => modify(call, kind, found)),
    [`Describe${kind.name}s`]: (call) => describe(call, kind),
    [`Delete${kind.name}`]: (call) => withOne(call, kind, (found) => remove(call, kind, found)),
  };
}

const idIn = ({ form }: CacheCall, { id }: CacheKind): string => form.get(id) ?? '';
const answer = (call: CacheCall, kind: CacheKind, settings: Document): Answer =>
  resultOf(call.action, { [kind.name]: kind.describe(call, settings) });

async function create(call: CacheCall, kind: CacheKind): Promise<Answer> {
  const kept = call.memory[kind.memory];
  const key = keyIn(call, idIn(call, kind));
  if (kept.has(key)) return faultOf(kind.exists, `${kind.name} ${idIn(call, kind)} already exists`);
  const refusal = await kind.refusedNew?.(call);
  if (refusal) return refusal;
  const settings = { ...settingsIn(call.form), tags: tagsGiven(call.form) };
  kept.set(key, settings);
  return answer(call, kind, settings);
}

/** A list is given as a whole, or stays. */
function modify(call: CacheCall, kind: CacheKind, found: Document): Answer {
  const given = settingsIn(call.form);
  const lists = new Set(
    Object.keys(given)
      .filter((name) => name.includes('.'))
      .map(listOf),
  );
  const kept = Object.entries(found).filter(([name]) => !lists.has(listOf(name)));
  const settings = layered(Object.fromEntries(kept), given);
  call.memory[kind.memory].set(keyIn(call, idIn(call, kind)), settings);
  return answer(call, kind, settings);
}

const listOf = (name: string): string => name.split('.')[0] ?? '';

function describe(call: CacheCall, kind: CacheKind): Answer {
  const kept = call.memory[kind.memory];
  const id = idIn(call, kind);
  const found = id === '' ? below(kept, keyOf(call.region)) : [kept.get(keyIn(call, id))];
  if (found.includes(undefined)) return missing(kind, id);
  const all = found.map((one) => kind.describe(call, documentIn(one)));
  return resultOf(call.action, { [`${kind.name}s`]: [kind.name, all] as const });
}

function remove(call: CacheCall, kind: CacheKind, found: Document): Answer {
  const refusal = kind.inUse?.(call, idIn(call, kind));
  if (refusal) return refusal;
  const described = answer(call, kind, { ...found, isGoing: 'true' });
  call.memory[kind.memory].delete(keyIn(call, idIn(call, kind)));
  return described;
}

/** What an answer says of an object that is there; the kind's own fault otherwise. */
export function withOne(call: CacheCall, kind: CacheKind, then: (found: Document) => Answer): Answer {
  const id = idIn(call, kind);
  const found = call.memory[kind.memory].get(keyIn(call, id));
  return found ? then(found) : missing(kind, id);
}

const missing = ({ name, missing: code }: CacheKind, id: string): Answer =>
  faultOf(code, `${name} ${id} not found.`);
