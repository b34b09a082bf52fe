import type { Reason } from './compare-stacks';
import type { FilePlace } from './place';
import type { ResolvedComponent, ResolvedStack, Source } from './resolved-stack';

/** What becomes of a component where a stack is made what another document says. */
export interface ComponentChange {
  component: string;
  change: 'added' | 'removed' | 'changed' | 'downstream' | 'unchanged';
  reasons: Reason[];
}

/**
 * What differs between the document in force and the one that is to come, component by component: by values, so that a layer that
 * only moved changes nothing. Without a document in force, everything is new.
 */
export function compareDocuments(before: ResolvedStack | undefined, after: ResolvedStack): ComponentChange[] {
  const names = new Set([...Object.keys(before?.components ?? {}), ...Object.keys(after.components)]);
  const own = [...names].sort().flatMap((component) => {
    const found = compareOne(before, after, component);
    return found ? [{ component, ...found }] : [];
  });
  return withDownstream(own, after);
}

/** Whether anything is to be done. */
export function hasChanges(changes: readonly ComponentChange[]): boolean {
  return changes.some(({ change }) => change !== 'unchanged');
}

type Found = Omit<ComponentChange, 'component'>;

/** One that is off is as if it were not there. */
function compareOne(
  before: ResolvedStack | undefined,
  after: ResolvedStack,
  component: string,
): Found | undefined {
  const [old, now] = [enabledIn(before, component), enabledIn(after, component)];
  if (!old && !now) return undefined;
  if (!old) return { change: 'added', reasons: [] };
  if (!now) {
    const what = after.components[component] ? 'it was turned off' : 'it was removed';
    return { change: 'removed', reasons: [{ what }] };
  }
  const reasons = [
    ...compareTexts(headsOf(before, old), headsOf(after, now)),
    ...compareTexts(valuesOf(before, old), valuesOf(after, now)),
  ];
  return { change: reasons.length === 0 ? 'unchanged' : 'changed', reasons };
}

function enabledIn(stack: ResolvedStack | undefined, component: string): ResolvedComponent | undefined {
  const one = stack && Object.hasOwn(stack.components, component) ? stack.components[component] : undefined;
  return one?.enabled === true ? one : undefined;
}

/** A text by what it is of, with the place that says it. */
type Texts = Map<string, { compared: string; shown: string; at?: FilePlace | undefined }>;

function headsOf(
  stack: ResolvedStack | undefined,
  { template, target, lease, after }: ResolvedComponent,
): Texts {
  const heads = {
    account: stack?.account,
    region: stack?.region,
    target,
    lease,
    template: `${template.name} ${template.version} (${template.bundle.slice(0, 12)})`,
    after: [...after].sort().join(', ') || undefined,
  };
  return new Map(
    Object.entries(heads).flatMap(([what, text]) =>
      text === undefined ? [] : [[what, { compared: text, shown: text }] as const],
    ),
  );
}

/** Every value that has nothing inside, and every reference, by its path. */
function valuesOf(stack: ResolvedStack | undefined, one: ResolvedComponent): Texts {
  const references = new Set(one.references.map(({ path }) => path));
  const places = new Map(one.sources.map(({ path, source }) => [path, placeOf(stack, source)]));
  const found: Texts = new Map();
  const visit = (value: unknown, path: string): void => {
    const inner = references.has(path) ? [] : partsOf(value);
    if (inner.length > 0) return inner.forEach(([name, part]) => visit(part, `${path}/${stepOf(name)}`));
    const shown = JSON.stringify(value);
    // A reference is not the map that it is written as.
    const compared = references.has(path) ? `reference ${shown}` : shown;
    found.set(nameOf(path), { compared, shown, at: places.get(path) });
  };
  for (const [name, value] of Object.entries(one.inputs)) visit(value, `/${stepOf(name)}`);
  return found;
}

function partsOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function stepOf(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** A path as it is shown of an input: `node_groups.0.max`. */
function nameOf(path: string): string {
  return path
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
}

function placeOf(stack: ResolvedStack | undefined, { layer, line, column }: Source): FilePlace | undefined {
  const file = stack?.layers[layer]?.file;
  return file === undefined ? undefined : { file, line, column };
}

function compareTexts(old: Texts, now: Texts): Reason[] {
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((what) => {
    const [was, is] = [old.get(what), now.get(what)];
    if (was?.compared === is?.compared) return [];
    return [{ what, before: was?.shown, after: is?.shown, at: is?.at }];
  });
}

/** What of a component no other one sees. */
const unseen = ['lease', 'after'];

/** What uses a component that changes, and what uses that, may get other values, and is planned again where it does. */
function withDownstream(own: readonly ComponentChange[], after: ResolvedStack): ComponentChange[] {
  const touched = new Set(
    own
      .filter(
        ({ change, reasons }) => change === 'changed' && reasons.some(({ what }) => !unseen.includes(what)),
      )
      .map(({ component }) => component),
  );
  const reasons = new Map<string, Reason>();
  for (let grown = true; grown;) {
    grown = false;
    for (const { component, change } of own) {
      const ref = change === 'unchanged' && !touched.has(component) && usedOf(after, component, touched);
      if (ref === false || ref === undefined) continue;
      touched.add(component);
      reasons.set(component, { what: `it uses ${ref}` });
      grown = true;
    }
  }
  return own.map((one) => {
    const reason = reasons.get(one.component);
    return reason ? { ...one, change: 'downstream', reasons: [reason] } : one;
  });
}

/** The first output of one of `producers` that a component of the same stack uses. */
function usedOf(
  { stack, components }: ResolvedStack,
  component: string,
  producers: ReadonlySet<string>,
): string | undefined {
  const refs = components[component]?.references.map(({ ref }) => ref) ?? [];
  return refs.find((ref) => {
    if (ref.startsWith('env:')) return false;
    const local = ref.startsWith(`${stack}/`) ? ref.slice(stack.length + 1) : ref;
    return !local.includes('/') && producers.has(local.split('.')[0] ?? '');
  });
}
