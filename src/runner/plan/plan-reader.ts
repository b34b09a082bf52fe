import type { AttributeChange, PlanDocument, PlannedAction } from '../../domain/environment/artifacts';
import type { PlanSummary } from '../../domain/environment/plan';
import type { Instant } from '../../domain/base/time';
import type { PlannedChange, PlanJson } from '../../domain/terraform/plan-json';
import { type ExactJson, isExactNumber } from '../../domain/base/exact-json';
import { cutAt } from '../../domain/base/cut-text';
import { mapTexts } from '../../domain/base/json-texts';
import type { Redaction } from '../../domain/base/redaction';

const sensitive = '(sensitive)';
const unknown = '(known after apply)';
const mostText = 2_000;

/** What a list of Terraform's actions comes to. */
export function actionOf(actions: readonly string[]): PlannedAction {
  if (actions.length === 2) return 'replace';
  const [action = 'no-op'] = actions;
  return action as PlannedAction;
}

/** How many managed resources a plan creates, changes in place, replaces and deletes. */
export function countActions(plan: PlanJson): Pick<PlanSummary, 'create' | 'update' | 'replace' | 'delete'> {
  const actions = plan.resource_changes
    .filter(({ mode }) => mode === 'managed')
    .map(({ change }) => actionOf(change.actions));
  const count = (wanted: PlannedAction) => actions.filter((action) => action === wanted).length;
  return {
    create: count('create'),
    update: count('update'),
    replace: count('replace'),
    delete: count('delete'),
  };
}

/** The types of managed resources that a plan would make or change, sorted. */
export function typesTouched(plan: PlanJson): string[] {
  const touched = plan.resource_changes.filter(
    ({ mode, change }) =>
      mode === 'managed' && ['create', 'update', 'replace'].includes(actionOf(change.actions)),
  );
  return [...new Set(touched.map(({ type }) => type))].sort();
}

/** Teaches `redaction` every value that the plan marks as sensitive, before and after. */
export function learnPlanSecrets(plan: PlanJson, redaction: Redaction): void {
  const changes = [
    ...plan.resource_changes.map(({ change }) => change),
    ...Object.values(plan.output_changes),
  ];
  for (const change of changes) {
    redaction.learnMarked(change.before, change.before_sensitive);
    redaction.learnMarked(change.after, change.after_sensitive);
  }
}

/**
 * The plan for people: every change with its attributes, what Terraform marks as secret and what is not known yet said in
 * words. What is of Terraform or of us, its addresses, types and actions, stays what it is, whatever the secrets are.
 */
export function renderPlan(
  plan: PlanJson,
  { run, digest, at, redaction }: { run: string; digest: string; at: Instant; redaction: Redaction },
): PlanDocument {
  const changes = plan.resource_changes.filter(({ change }) => actionOf(change.actions) !== 'no-op');
  const resources = changes.map(({ address, type, change }) => ({
    address,
    type,
    action: actionOf(change.actions),
    changes: attributeChanges(change).map((one) => shown(one, redaction)),
  }));
  const outputs = Object.entries(plan.output_changes).map(([name, change]) => ({
    name,
    action: actionOf(change.actions),
    sensitive: change.after_sensitive === true || change.before_sensitive === true,
  }));
  const engine = plan.terraform_version;
  return { run, digest, at, engine, resources, outputs };
}

/** The values as people read them: cut only when no secret is in them any more. */
function shown({ attribute, before, after }: AttributeChange, redaction: Redaction): AttributeChange {
  const show = (value: ExactJson) => mapTexts(value, (text) => cutAt(mostText, redaction.value(text)));
  return { attribute, before: show(before), after: show(after) };
}

function attributeChanges(change: PlannedChange): AttributeChange[] {
  const before = masked(change.before, change.before_sensitive, undefined);
  const after = masked(change.after, change.after_sensitive, change.after_unknown);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .map((attribute) => ({
      attribute,
      before: before[attribute] ?? null,
      after: after[attribute] ?? null,
    }))
    .filter((one) => differs(one, change));
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
