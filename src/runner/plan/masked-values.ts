import type { AttributeChange } from '../../domain/environment/artifacts';
import { type ExactJson, isExactNumber } from '../../domain/base/exact-json';
import { cutAt } from '../../domain/base/cut-text';
import { mapTexts } from '../../domain/base/json-texts';
import type { Redaction } from '../../domain/base/redaction';
import type { PlannedChange } from '../../domain/terraform/plan-json';

const sensitive = '(sensitive)';
const unknown = '(known after apply)';
const mostText = 2_000;

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
    .map(({ attribute, ...values }) => ({
      attribute,
      before: shown(values.before, redaction),
      after: shown(values.after, redaction),
    }));
}

/** A value before and after as a whole, with the same words. */
export function valuesOf(
  change: PlannedChange,
  redaction: Redaction,
): { before: ExactJson; after: ExactJson } {
  return {
    before: shown(mask(change.before, change.before_sensitive, undefined), redaction),
    after: shown(mask(change.after, change.after_sensitive, change.after_unknown), redaction),
  };
}

/** A value as people read it: cut only when no secret is in it any more. */
function shown(value: ExactJson, redaction: Redaction): ExactJson {
  return mapTexts(value, (text) => cutAt(mostText, redaction.value(text)));
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
  if (unknowns === true) return unknown;
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
