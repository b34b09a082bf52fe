import * as z from 'zod';
import { type IamNeed, keyed } from '../need';
import book from './derived-needs.json';

const form = /^(\S+) on (\S+)(?: \((request|both|none)\))?(?: for (\w+))?$/;
const Lines = z.array(z.string().regex(form));

const DerivedRow = z.strictObject({
  service: z.string(),
  read: Lines.nonempty(),
  create: Lines.nonempty(),
  update: Lines,
  retag: Lines,
  destroy: Lines.nonempty(),
});
/** What each step with a type asks of its service, a need in each line. */
export type DerivedRow = z.infer<typeof DerivedRow>;

/** What is derived of all types, with the releases of the reference and of the provider that it is derived from. */
export interface DerivedBook {
  reference: string;
  date: string;
  provider: string;
  types: Record<string, DerivedRow>;
}

type Needs = Record<'read' | 'create' | 'update' | 'retag' | 'destroy', IamNeed[]>;

const rows: Readonly<Record<string, unknown>> = book.types;
const known = new Map<string, Needs>();

/** The day of the service authorization data that needs are derived from, such as `2026-09-26`. */
export const derivedOn: string = book.date;

/** The types of which needs are derived. */
export const derivedTypes: readonly string[] = Object.keys(rows);

/** What a type needs by the service authorization data; undefined where that does not say beyond doubt how one is destroyed. */
export function derivedNeedsOf(type: string): Needs | undefined {
  if (!Object.hasOwn(rows, type)) return undefined;
  const needs = known.get(type) ?? readRow(rows[type]);
  known.set(type, needs);
  return needs;
}

function readRow(row: unknown): Needs {
  const { service, read, create, update, retag, destroy } = DerivedRow.parse(row);
  const of = (lines: string[]) => lines.map((line) => readNeed(service, line));
  return { read: of(read), create: of(create), update: of(update), retag: of(retag), destroy: of(destroy) };
}

/** A need from its line: `CreateTags on vpc/{prefix} (request) for CreateVpc`. */
function readNeed(service: string, line: string): IamNeed {
  const [, actions = '', on = '', tags, madeBy] = form.exec(line) ?? [];
  const need: IamNeed = { service, on, actions: actions.split(',') };
  const shown = z.enum(['request', 'both', 'none']).optional().parse(tags);
  const withTags: IamNeed = shown ? { ...need, tags: shown } : need;
  return madeBy ? keyed(withTags, { 'ec2:CreateAction': madeBy }) : withTags;
}
