import type { EnvironmentView, ImageBuildView, RunRecord, RunView } from '../../client/typed/types';
import type { LifeView, TargetView } from '../../client/api';
import { usage } from '../../client/errors';

type OptionalName<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T];
type Absentee =
  | OptionalName<LifeView>
  | OptionalName<EnvironmentView>
  | OptionalName<RunView>
  | OptionalName<RunRecord>
  | OptionalName<ImageBuildView>
  | OptionalName<TargetView>;

/** What a document has only where it is so: its name is right though nothing has it now. */
const absentees: Record<Absentee, true> = {
  run: true,
  upgrade: true,
  source: true,
  adopts: true,
  stack: true,
  plan: true,
  accrued: true,
  budget: true,
  actual: true,
  builtSince: true,
  outputs: true,
  checks: true,
  ending: true,
  references: true,
  usedBy: true,
  failure: true,
  destruction: true,
  unaccounted: true,
  receipt: true,
  lastRun: true,
  check: true,
  drift: true,
  rotation: true,
  endedAt: true,
  decideBy: true,
  build: true,
  stopRequestedAt: true,
  waiting: true,
  line: true,
  load: true,
  sleep: true,
  transition: true,
  progress: true,
  commit: true,
  tag: true,
  digest: true,
  image: true,
  scan: true,
  closed: true,
  planDigest: true,
  planOf: true,
  plannedAt: true,
  result: true,
  applyingAt: true,
  claimedAt: true,
  failureClass: true,
  failureReason: true,
};

type Json = Record<string, unknown>;

/** `lease.expiresAt`: one name after the other. */
type Path = readonly string[];

/** Reads `name,lease.expiresAt`. */
export function parseFields(text: string): string[] {
  const fields = text.split(',').map((field) => field.trim());
  if (fields.every((field) => /^[^.]+(\.[^.]+)*$/.test(field))) return [...new Set(fields)];
  throw usage(`'${text}' is not a list of fields. Use --json=name,lease.expiresAt.`);
}

/** Of a document, or of each item of a list, these fields only; throws for one that is nowhere, with those that are known. */
export function chooseFields(document: unknown, fields: readonly string[]): unknown {
  const items = Array.isArray(document) ? (document as unknown[]) : [document];
  for (const field of fields) requireKnown(items, field);
  const chosen = items.map((item) =>
    Object.fromEntries(fields.map((field) => [field, valueAt(item, field.split('.')) ?? null])),
  );
  return Array.isArray(document) ? chosen : chosen[0];
}

/** A name must be in something that has names; where nothing has, as in an empty list, none can be wrong. */
function requireKnown(items: readonly unknown[], field: string): void {
  const names = field.split('.');
  for (const [at, name] of names.entries()) {
    const before = names.slice(0, at);
    const holders = items.map((item) => valueAt(item, before)).filter(isObject);
    const known = [...new Set(holders.flatMap((holder) => Object.keys(holder)))];
    if (holders.length === 0 || known.includes(name) || mayBeAbsent(name)) continue;
    const where = before.length === 0 ? '' : ` of ${before.join('.')}`;
    throw usage(`'${field}' is not a field. Known fields${where}: ${known.sort().join(', ')}.`);
  }
}

function valueAt(item: unknown, [name, ...rest]: Path): unknown {
  if (name === undefined) return item;
  return isObject(item) && Object.hasOwn(item, name) ? valueAt(item[name], rest) : undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mayBeAbsent(name: string): boolean {
  return Object.hasOwn(absentees, name);
}
