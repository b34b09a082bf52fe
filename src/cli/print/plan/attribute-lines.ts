import { type ExactJson, writeExact } from '../../../domain/base/exact-json';
import type { AttributeChange, PlannedAction } from '../../../domain/environment/artifacts';
import { aroundDifference, changedLines } from './changed-text';
import { type Difference, differencesOf } from './differences';
import { shorten } from './shorten';

type Changed = { action: PlannedAction; changes: readonly AttributeChange[] };

/** How a plan has what is not known yet. */
export const unknown = '(known after apply)';
const mostOfAValue = 120;
const mostOfAnAttribute = 20;

/** Every attribute that changes, whole. */
export function wholeAttributes({ action, changes }: Changed): string[] {
  return changes.map(({ attribute, before, after }) => {
    if (action === 'create' || before === null) return `+ ${attribute} = ${writeExact(after)}`;
    if (action === 'delete' || after === null) return `- ${attribute} = ${writeExact(before)}`;
    return `~ ${attribute} = ${writeExact(before)} -> ${writeExact(after)}`;
  });
}

/**
 * What of an object in place differs, long values cut to their difference; what is not known yet is a number, and of
 * something that is made or deleted as a whole nothing is said.
 */
export function foldedAttributes({ action, changes }: Changed): string[] {
  if (action !== 'update' && action !== 'replace') return [];
  const told = withoutTwins(changes).filter(({ after }) => after !== unknown);
  const unknowns = changes.length - told.length - twinsIn(changes);
  const all = told.map((change) => linesOf(change));
  const left = all.reduce((sum, one) => sum + one.unknown, unknowns);
  return [...all.flatMap(({ lines }) => lines), ...(left > 0 ? [`${left} known after apply`] : [])];
}

/** `tags_all` says again what `tags` says. */
function withoutTwins(changes: readonly AttributeChange[]): readonly AttributeChange[] {
  return twinsIn(changes) === 0 ? changes : changes.filter(({ attribute }) => attribute !== 'tags_all');
}

function twinsIn(changes: readonly AttributeChange[]): number {
  const has = (name: string) => changes.some(({ attribute }) => attribute === name);
  return has('tags') && has('tags_all') ? 1 : 0;
}

function linesOf({ attribute, before, after }: AttributeChange): { lines: string[]; unknown: number } {
  const all = differencesOf(attribute, { before, after });
  const known = all.filter((one) => one.after !== unknown);
  const shown = known.slice(0, mostOfAnAttribute).flatMap(lineOf);
  const left = known.length - mostOfAnAttribute;
  const more = left > 0 ? [`~ ${attribute}: ${left} more differences`] : [];
  // Two secrets are shown alike, and differ all the same.
  const alike = all.length === 0 ? [`~ ${attribute} = ${short(before)} -> ${short(after)}`] : [];
  return { lines: [...shown, ...more, ...alike], unknown: all.length - known.length };
}

function lineOf({ path, before = null, after = null, note }: Difference): string[] {
  if (note !== undefined) return [`~ ${path}: ${note}`];
  if (before === null) return [`+ ${path} = ${short(after)}`];
  if (after === null) return [`- ${path} = ${short(before)}`];
  if (typeof before !== 'string' || typeof after !== 'string')
    return [`~ ${path} = ${short(before)} -> ${short(after)}`];
  return linesOfTexts(path, before, after);
}

function linesOfTexts(path: string, before: string, after: string): string[] {
  const isLong = Math.max(before.length, after.length) > mostOfAValue;
  if ([before, after].some((text) => text.trim().includes('\n')))
    return [`~ ${path}:`, ...changedLines(before, after).map((line) => `    ${line}`)];
  const [was, is] = isLong ? aroundDifference(before, after) : [before, after];
  return [`~ ${path} = ${JSON.stringify(was)} -> ${JSON.stringify(is)}`];
}

function short(value: ExactJson): string {
  return shorten(writeExact(value), mostOfAValue);
}
