import type { Context } from './question';
import { expressionOf, type Piece } from './wildcard';

/** The versions of the policy language; only the newer one has variables. */
export type PolicyVersion = '2008-10-17' | '2012-10-17';

/** A variable of a policy: the condition key whose value it takes, in lower case, and what stands in where there is none. */
export interface Variable {
  key: string;
  fallback: string | null;
}

/** A text of a policy, complete once the context is known; null while one of its variables has no value. */
export type PolicyText<T> = (context: Context) => T | null;

/** A text that is compared as it stands. */
export function exactText(text: string, version: PolicyVersion): PolicyText<string> {
  return completed(text, version, (pieces) => pieces.map(textOf).join(''));
}

/** A text in which `*` and `?` are wildcards, but not where a variable's value brings them. */
export function wildcardText(text: string, version: PolicyVersion): PolicyText<RegExp> {
  return completed(text, version, expressionOf);
}

/** The variables of a text; before version 2012-10-17 there are none, and `${…}` stands for itself. */
export function variablesIn(text: string, version: PolicyVersion): Variable[] {
  return partsOf(text, version).filter(isVariable);
}

type Part = Piece | Variable;

function completed<T>(text: string, version: PolicyVersion, make: (pieces: Piece[]) => T): PolicyText<T> {
  const parts = partsOf(text, version);
  const fixed = parts.filter((part): part is Piece => !isVariable(part));
  if (fixed.length < parts.length) return (context) => fill(parts, context, make);
  const made = make(fixed);
  return () => made;
}

function fill<T>(parts: Part[], context: Context, make: (pieces: Piece[]) => T): T | null {
  const pieces: Piece[] = [];
  for (const part of parts) {
    const piece = isVariable(part) ? valueOf(part, context) : part;
    if (!piece) return null;
    pieces.push(piece);
  }
  return make(pieces);
}

/** A key with several values cannot be a variable, and an empty value is none. */
function valueOf({ key, fallback }: Variable, context: Context): Piece | null {
  const [value, ...others] = context.get(key) ?? [];
  const exact = value && others.length === 0 ? value : fallback;
  return exact === null ? null : { exact };
}

function partsOf(text: string, version: PolicyVersion): Part[] {
  if (version !== '2012-10-17') return [{ pattern: text }];
  return text.split(/\$\{([^}]+)\}/).flatMap((part, at) => (at % 2 === 0 ? plain(part) : [marked(part)]));
}

function plain(pattern: string): Part[] {
  return pattern === '' ? [] : [{ pattern }];
}

/** `${*}`, `${?}` and `${$}` are the characters themselves; anything else is a key, with or without a default. */
function marked(name: string): Part {
  if (/^[*?$]$/.test(name)) return { exact: name };
  const [, key = name, fallback = null] = /^([^,]+), ?'(.*)'$/s.exec(name) ?? [];
  return { key: key.trim().toLowerCase(), fallback };
}

function isVariable(part: Part): part is Variable {
  return 'key' in part;
}

function textOf(piece: Piece): string {
  return 'exact' in piece ? piece.exact : piece.pattern;
}
