import * as z from 'zod';

/** What the front keeps beside the emulator: an object as the API of its service describes it. */
export type Document = Record<string, unknown>;

/** Documents of one kind, each by a key that begins with its region and with what it is below. */
export type Kept = Map<string, Document>;

const AnyDocument = z.record(z.string(), z.unknown());

/** A value that is an object, and an empty one where it is none. */
export function documentIn(value: unknown): Document {
  return AnyDocument.safeParse(value).data ?? {};
}

/** The text of a member; undefined where it has none. */
export function textIn(document: Document, member: string): string | undefined {
  const value = document[member];
  return typeof value === 'string' ? value : undefined;
}

/** Only the members of these names that there are. */
export function pickedFrom(document: Document, names: readonly string[]): Document {
  return Object.fromEntries(
    names.filter((name) => document[name] !== undefined).map((name) => [name, document[name]]),
  );
}

/** A document with others laid over it, and without what is undefined in them. */
export function layered(...layers: readonly Document[]): Document {
  return Object.fromEntries(
    layers.flatMap((layer) => Object.entries(layer).filter(([, value]) => value !== undefined)),
  );
}

/** Keys are made of parts, none of which holds a line break. */
export function keyOf(...parts: readonly string[]): string {
  return parts.join('\n');
}

/** The documents below a key, oldest first. */
export function below(kept: Kept, key: string): Document[] {
  return [...kept].filter(([one]) => one.startsWith(`${key}\n`)).map(([, document]) => document);
}

/** Forgets a document with all below it. */
export function forget(kept: Kept, key: string): void {
  for (const one of [...kept.keys()]) if (one === key || one.startsWith(`${key}\n`)) kept.delete(one);
}

/** Tags as maps have them, changed; a name that is taken away goes last. */
export function retagged(tags: unknown, added: Document, taken: readonly string[] = []): Document {
  const all = { ...documentIn(tags), ...added };
  return Object.fromEntries(Object.entries(all).filter(([name]) => !taken.includes(name)));
}
