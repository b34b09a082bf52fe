import type { NamedAddress, PlanSummary } from '../../domain/environment/plan';
import type { OutputsSummary } from '../../domain/environment/outcome';
import type { Misfit } from '../../domain/template/fit/output-misfit';
import type { FailedChecks } from '../../domain/environment/notes/failed-checks';
import type { NoteKind, PlanNotes } from '../../domain/environment/notes/plan-notes';
import { printable } from './paint';

const one = (singular: string, plural: string, what: string) => (count: number) =>
  `${count} ${count === 1 ? singular : plural} ${what}`;

/** What a kind is counted as; replacements have a number of their own. */
const words: Partial<Record<NoteKind, (count: number) => string>> = {
  import: (count) => `${count} to import`,
  move: (count) => `${count} to move`,
  forget: (count) => `${count} to forget`,
  'output-create': one('output', 'outputs', 'to add'),
  'output-update': one('output', 'outputs', 'to change'),
  'output-delete': one('output', 'outputs', 'to remove'),
  check: one('check', 'checks', 'failed'),
  drift: (count) => `${count} changed outside`,
};

/** All that a plan does, in numbers: `1 to add, 0 to change, 0 to destroy, 1 to import, 1 output to add`. */
export function countWhatItDoes({ create, update, replace, delete: gone, notes }: PlanSummary): string {
  const replaced = replace > 0 ? [`${replace} to replace`] : [];
  const managed = [`${create} to add`, `${update} to change`, ...replaced, `${gone} to destroy`];
  const kinds = Object.keys(words) as NoteKind[];
  const more = kinds.flatMap((kind) => {
    const count = notes?.counts[kind];
    return count === undefined ? [] : (words[kind]?.(count) ?? []);
  });
  return [...managed, ...more].join(', ');
}

/** The lines of a plan in short, each with the address that it is of, and how many it has no room for. */
export function describeNotes(notes: PlanNotes | undefined): string[] {
  if (!notes) return [];
  const all = Object.values(notes.counts).reduce((sum, count) => sum + count, 0);
  const left = all - notes.first.length;
  const lines = notes.first.map(({ address, text }) => printable(`${address}: ${text}`));
  return left > 0 ? [...lines, `and ${left} more ('idp plan' shows all)`] : lines;
}

/** What an approval is for, line by line. */
export function describeNamed(addresses: readonly NamedAddress[] = []): string[] {
  return addresses.map(({ address, why }) => printable(`${address}: ${why}`));
}

/** Outputs that do not match their schemas, line by line. */
export function describeMisfits(outputs: OutputsSummary | undefined): string[] {
  return (outputs?.misfits ?? []).map((one) => printable(`${one.name}: ${describeMisfit(one)}`));
}

/** What was expected of a value, and what came. */
export function describeMisfit({ expected, found, reason }: Misfit): string {
  return `expected ${expected}, found ${found} (${reason}); no environment can refer to it`;
}

/** Assertions that do not hold, line by line. */
export function describeChecks(checks: FailedChecks = []): string[] {
  return checks.map(({ address, message }) => printable(`${address} failed: ${message}`));
}
