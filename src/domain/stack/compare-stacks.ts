import { type ComponentDraft, headNames, type StackDraft } from './draft-stack';
import { nodeOf } from './graph';
import { hidden } from '../template/sensitive-inputs';
import { valueOf } from './node';
import { describePlace, type FilePlace } from './place';
import { describeReference, isReference } from './reference';
import { isHidden, sourcesOf, type StackWithComponents } from './render-resolved';
import type { Component } from './resolve-component';

/** Stacks by their names, with their values. */
export type Stacks = ReadonlyMap<string, StackWithComponents>;

/** Why a component is affected: what of it changed, from what to what and where that is written, or what it uses. */
export interface Reason {
  what: string;
  before?: string | undefined;
  after?: string | undefined;
  at?: FilePlace | undefined;
}

/** A component that a change affects. */
export interface AffectedComponent {
  stack: string;
  component: string;
  change: 'added' | 'removed' | 'changed' | 'downstream';
  reasons: Reason[];
}

/** An earlier state of a folder: what its layers say, of which only what may differ is resolved. */
export interface Before {
  drafts: ReadonlyMap<string, StackDraft>;
  resolve: (draft: ComponentDraft, stack: StackDraft) => Component;
}

/** What differs between two states of a folder, and what uses that: by values, so that no comment and no order of keys counts. */
export function compareStacks(before: Before, after: Stacks): AffectedComponent[] {
  const own = new Map<string, AffectedComponent>();
  const [old, now] = [placedIn(before), placedAfter(after)];
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const found = compareComponent(old.get(key), now.get(key));
    const { stack, draft } = now.get(key) ?? old.get(key) ?? {};
    if (found && stack && draft) own.set(key, { stack: stack.name, component: draft.name, ...found });
  }
  const affected = [...own.values(), ...downstreamOf(own, now)];
  return affected.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

function keyOf({ stack, component }: Pick<AffectedComponent, 'stack' | 'component'>): string {
  return nodeOf(stack, component);
}

interface Placed {
  stack: StackDraft;
  draft: ComponentDraft;
  resolved: () => Component;
}

function placedIn({ drafts, resolve }: Before): Map<string, Placed> {
  return new Map(
    [...drafts.values()].flatMap((stack) =>
      [...stack.components].map(([name, draft]) => [
        nodeOf(stack.name, name),
        { stack, draft, resolved: () => resolve(draft, stack) },
      ]),
    ),
  );
}

function placedAfter(stacks: Stacks): Map<string, Placed> {
  return new Map(
    [...stacks.values()].flatMap(({ draft: stack, components }) =>
      [...components].map(([name, one]) => [
        nodeOf(stack.name, name),
        { stack, draft: one.draft, resolved: () => one },
      ]),
    ),
  );
}

/** Whether both are read from the same places of the same files: then all values are the same, and none is looked at. */
function isSameText(old: Placed, now: Placed): boolean {
  const saidBy = ({ stack, draft }: Placed): readonly unknown[] => [
    ...headNames.map((name) => stack.heads[name]?.value),
    draft.template?.name,
    draft.template?.range,
    draft.target?.value,
    draft.lease?.value,
    ...draft.after.map(({ value }) => value),
    ...draft.inputs.defaults,
    ...draft.inputs.own,
  ];
  const [one, other] = [saidBy(old), saidBy(now)];
  return one.length === other.length && one.every((said, index) => said === other[index]);
}

type Change = Pick<AffectedComponent, 'change' | 'reasons'>;

/** One that is off is as if it were not there. */
function compareComponent(old: Placed | undefined, now: Placed | undefined): Change | undefined {
  const [was, is] = [old?.draft.enabled === true, now?.draft.enabled === true];
  if (old && now && was && is) return changeOf(old, now);
  if (was === is) return undefined;
  if (is)
    return {
      change: 'added',
      reasons: [{ what: old ? 'it was turned on' : 'it is new', at: now?.draft.at }],
    };
  const at = now?.draft.disabledAt;
  return { change: 'removed', reasons: [{ what: now ? 'it was turned off' : 'it was removed', at }] };
}

function changeOf(old: Placed, now: Placed): Change | undefined {
  if (isSameText(old, now)) return undefined;
  const reasons = [...compareHeads(old, now), ...compareInputs(old.resolved(), now.resolved())];
  return reasons.length === 0 ? undefined : { change: 'changed', reasons };
}

/** What is said of a component beside its inputs, each as a text. */
function headsOf({
  stack: { heads },
  draft,
  resolved,
}: Placed): Record<string, Omit<Reason, 'what' | 'before'>> {
  const { template, target, lease } = resolved();
  const version = template
    ? `${template.version} (${template.bundle.slice(0, 12)})`
    : (draft.template?.range ?? '');
  const after = draft.after.map(({ value }) => value).sort();
  return {
    account: { after: heads.account?.value, at: heads.account?.at },
    region: { after: heads.region?.value, at: heads.region?.at },
    target: { after: target, at: draft.target?.at ?? heads.target?.at },
    lease: { after: lease, at: draft.lease?.at ?? heads.lease?.at },
    template: { after: `${draft.template?.name ?? ''} ${version}`, at: draft.template?.at },
    after: { after: after.length === 0 ? undefined : after.join(', '), at: draft.after[0]?.at },
  };
}

function compareHeads(old: Placed, now: Placed): Reason[] {
  const before = headsOf(old);
  return Object.entries(headsOf(now)).flatMap(([what, { after, at }]) => {
    const was = before[what]?.after;
    return was === after ? [] : [{ what, before: was, after, at }];
  });
}

function compareInputs(old: Component, now: Component): Reason[] {
  const [before, after] = [valuesOf(old), valuesOf(now)];
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  return paths.flatMap((path) => {
    const [was, is] = [before.get(path), after.get(path)];
    if (was?.text === is?.text) return [];
    const at = (is ?? was)?.at ?? now.draft.at;
    return [{ what: path, before: was?.shown, after: is?.shown, at }];
  });
}

interface Value {
  /** What is compared. */
  text: string;
  shown: string;
  at: FilePlace;
}

function valuesOf(component: Component): Map<string, Value> {
  return new Map(
    sourcesOf(component.inputs).map((leaf) => {
      const text = JSON.stringify(valueOf(leaf.node));
      // A reference is not the map that it is written as.
      const compared = isReference(leaf.node) ? `reference ${text}` : text;
      const shown = isHidden(leaf, component) ? hidden : text;
      return [leaf.path.join('.'), { text: compared, shown, at: leaf.node.at }];
    }),
  );
}

/** What of a component another one may see: all but how long it lives and what it comes after. */
const unseen = ['lease', 'after'];

/** What uses a component that changed, and what uses that. */
function downstreamOf(
  own: ReadonlyMap<string, AffectedComponent>,
  now: Map<string, Placed>,
): AffectedComponent[] {
  const users = usersOf(now);
  const open = [...own]
    .filter(([, one]) => one.reasons.some(({ what }) => !unseen.includes(what)))
    .map(([key]) => key);
  const found = new Map<string, AffectedComponent>();
  for (let used = open.pop(); used !== undefined; used = open.pop()) {
    for (const { key, stack, component, reason } of users.get(used) ?? []) {
      if (own.has(key) || found.has(key)) continue;
      found.set(key, { stack, component, change: 'downstream', reasons: [reason] });
      open.push(key);
    }
  }
  return [...found.values()];
}

interface User {
  key: string;
  stack: string;
  component: string;
  reason: Reason;
}

function usersOf(now: Map<string, Placed>): Map<string, User[]> {
  const users = new Map<string, User[]>();
  for (const [key, { stack, draft, resolved }] of now) {
    if (!draft.enabled) continue;
    for (const { reference, at } of resolved().references) {
      if ('environment' in reference) continue;
      const used = nodeOf(reference.stack ?? stack.name, reference.component);
      const reason = { what: `it uses ${describeReference(reference)}`, at };
      const known = users.get(used) ?? [];
      known.push({ key, stack: stack.name, component: draft.name, reason });
      users.set(used, known);
    }
  }
  return users;
}

/** Why, in a line. */
export function describeReason({ what, before, after, at }: Reason, placeOf = describePlace): string {
  const change =
    before === undefined && after === undefined ? '' : `: ${before ?? 'nothing'} -> ${after ?? 'nothing'}`;
  return `${what}${change}${at === undefined ? '' : `  (${placeOf(at)})`}`;
}
