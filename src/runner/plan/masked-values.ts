import type { AttributeChange } from '../../domain/environment/artifacts';
import { type ExactJson, isExactNumber } from '../../domain/base/exact-json';
import { cutAt } from '../../domain/base/cut-text';
import { mapTexts } from '../../domain/base/json-texts';
import type { Redaction } from '../../domain/base/redaction';
import type { PlannedChange } from '../../domain/terraform/plan-json';

const sensitive = '(sensitive)';
/** What stands for a value that is not known yet. */
export const unknownInWords = '(known after apply)';
/** A policy, a script and the containers of a task are whole below it, so that whoever reads the plan sees what changes in them. */
const mostText = 32_000;
/** Of two texts that are longer, so much that is alike is left before the first difference. */
const mostAlike = 200;

/** What changes in an object, attribute by attribute; what is secret or not known yet is said in words. */
export function attributeChanges(change: PlannedChange, redaction: Redaction): AttributeChange[] {
  const before = masked(change.before, change.before_sensitive, undefined);
  const after = masked(change.after, change.after_sensitive, change.after_unknown);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .map((attribute) => ({
      attribute,
      before: before[attribute] ?? null,
      after: after[attribute] ?? null,
    }))
    .filter((one) => differs(one, change))
    .map(({ attribute, before, after }) => ({ attribute, ...shownPair(before, after, redaction) }));
}

/** A value before and after as a whole, with the same words. */
export function valuesOf(
  change: PlannedChange,
  redaction: Redaction,
): { before: ExactJson; after: ExactJson } {
  const before = mask(change.before, change.before_sensitive, undefined);
  const after = mask(change.after, change.after_sensitive, change.after_unknown);
  return shownPair(before, after, redaction);
}

type Pair = Pick<AttributeChange, 'before' | 'after'>;

/** Two values as people read them: cut only when no secret is in them any more, and so that their first difference is there. */
function shownPair(before: ExactJson, after: ExactJson, redaction: Redaction): Pair {
  const [was, is] = [before, after].map((value) => mapTexts(value, (text) => redaction.value(text)));
  const alike = typeof was === 'string' && typeof is === 'string' && was !== is ? beginningOf(was, is) : 0;
  const cut = (text: string) => cutAt(mostText, text.length > mostText ? withoutAlike(text, alike) : text);
  return { before: mapTexts(was ?? null, cut), after: mapTexts(is ?? null, cut) };
}

/** How many units two texts begin alike with. */
function beginningOf(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one.charCodeAt(at) === other.charCodeAt(at)) at += 1;
  return at;
}

function withoutAlike(text: string, alike: number): string {
  if (alike <= mostAlike) return text;
  return `…${text.slice(alike - mostAlike).replace(/^[\udc00-\udfff]/, '')}`;
}

/** Of two secrets only Terraform's own values say whether they differ, as both are shown alike. */
function differs({ attribute, before, after }: AttributeChange, change: PlannedChange): boolean {
  const shown = JSON.stringify(before) !== JSON.stringify(after);
  return (
    shown ||
    JSON.stringify(valueIn(change.before, attribute)) !== JSON.stringify(valueIn(change.after, attribute))
  );
}

function valueIn(value: unknown, name: string): unknown {
  return isObject(value) ? (value[name] ?? null) : null;
}

/** The top-level attributes with masks laid over them; nothing for a side that does not exist. */
function masked(value: unknown, secrets: unknown, unknowns: unknown): Record<string, ExactJson> {
  if (!isObject(value)) return {};
  const result = mask(value, secrets, unknowns);
  return isObject(result) ? result : { '(all)': result };
}

function mask(value: unknown, secrets: unknown, unknowns: unknown): ExactJson {
  if (secrets === true) return sensitive;
  if (unknowns === true) return unknownInWords;
  if (Array.isArray(value) || Array.isArray(unknowns))
    return maskList(asList(value), asList(secrets), asList(unknowns));
  if (isObject(value) || isObject(unknowns)) return maskObject(value, secrets, unknowns);
  return (value ?? null) as ExactJson;
}

function maskList(values: unknown[], secrets: unknown[], unknowns: unknown[]): ExactJson {
  const length = Math.max(values.length, unknowns.length);
  return Array.from({ length }, (_, at) => mask(values[at], secrets[at], unknowns[at]));
}

function maskObject(value: unknown, secrets: unknown, unknowns: unknown): ExactJson {
  const names = new Set([value, unknowns].flatMap((one) => (isObject(one) ? Object.keys(one) : [])));
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      mask(valueIn(value, name), valueIn(secrets, name), valueIn(unknowns, name)),
    ]),
  );
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactNumber(value);
}
