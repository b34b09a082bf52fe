import { writeExact } from '../../domain/base/exact-json';
import type { Redaction } from '../../domain/base/redaction';
import {
  type NoteKind,
  type PlanNote,
  type PlanNotes,
  shortNotes,
} from '../../domain/environment/notes/plan-notes';
import { derivedOn } from '../../domain/resources/derived/derived-needs';
import { derivedAmong } from '../../domain/resources/derived/needs-source';
import { whyDone } from '../../domain/terraform/action-reason';
import type { PlannedChange, PlanJson, ResourceChange } from '../../domain/terraform/plan-json';
import { cutAt } from '../../domain/base/cut-text';
import { type Drift, driftThatMatters } from './drift';
import { failedChecksIn } from './failed-checks';
import { adoptedId, importedId, importsIn } from './imports';
import { valuesOf } from './masked-values';
import { actionOf } from './plan-reader';

/** A value of an output has this much room in a note, two of them a note. */
const mostOfAValue = 140;

/** All that a plan does besides making, changing and deleting, line by line, in short; undefined where that is nothing. */
export function notesOf(
  plan: PlanJson,
  redaction: Redaction,
  adopted: readonly ResourceChange[] = [],
): PlanNotes | undefined {
  return shortNotes([
    ...adopted.map((one) => adoptedNote(one, redaction)),
    ...importsIn(plan).map((one) => importNote(one, redaction)),
    ...plan.resource_changes.flatMap(moveNote),
    ...plan.resource_changes.flatMap(forgetNote),
    ...plan.resource_changes.flatMap(replaceNote),
    ...Object.entries(plan.output_changes).flatMap(([name, change]) => outputNote(name, change, redaction)),
    ...failedChecksIn(plan, redaction).map(({ address, message }) => note('check', address, message)),
    ...driftThatMatters(plan).map(driftNote),
    ...derivedNotes(plan),
  ]);
}

function note(kind: NoteKind, address: string, text: string): PlanNote {
  return { kind, address, text };
}

function importNote({ address, change }: ResourceChange, redaction: Redaction): PlanNote {
  const id = importedId(change.importing ?? {}, redaction);
  return note(
    'import',
    address,
    `imported${id === '' ? '' : ` as ${id}`}; it will be deleted with the environment`,
  );
}

function adoptedNote(one: ResourceChange, redaction: Redaction): PlanNote {
  const id = adoptedId(one, redaction);
  return note(
    'import',
    one.address,
    `adopted${id === '' ? '' : ` as ${id}`}; it will be deleted with the environment`,
  );
}

/** One for each type that the plan makes or changes and nobody recorded by hand. */
function derivedNotes({ resource_changes: changes }: PlanJson): PlanNote[] {
  const made = changes.filter(({ change }) =>
    change.actions.some((one) => one === 'create' || one === 'update'),
  );
  const text = `its permissions are derived from the service authorization data of ${derivedOn}, not recorded by hand`;
  return derivedAmong(made.map(({ type }) => type)).map((type) => note('derived', type, text));
}

function moveNote({ address, previous_address: from }: ResourceChange): PlanNote[] {
  return from === undefined ? [] : [note('move', address, `moved from ${from}`)];
}

function forgetNote({ address, change }: ResourceChange): PlanNote[] {
  const text = 'forgotten; it remains when the environment is deleted';
  return change.actions.includes('forget') ? [note('forget', address, text)] : [];
}

function replaceNote(one: ResourceChange): PlanNote[] {
  if (one.mode !== 'managed' || actionOf(one.change.actions) !== 'replace') return [];
  const why = whyDone(one);
  return [note('replace', one.address, why === undefined ? 'replaced' : `replaced, as ${why}`)];
}

const outputKinds: Partial<Record<string, NoteKind>> = {
  create: 'output-create',
  update: 'output-update',
  delete: 'output-delete',
};

function outputNote(name: string, change: PlannedChange, redaction: Redaction): PlanNote[] {
  const kind = outputKinds[actionOf(change.actions)];
  return kind ? [note(kind, `output.${name}`, outputText(kind, change, redaction))] : [];
}

function outputText(kind: NoteKind, change: PlannedChange, redaction: Redaction): string {
  const { before, after } = valuesOf(change, redaction);
  const [was, is] = [before, after].map((value) => cutAt(mostOfAValue, writeExact(value)));
  if (kind === 'output-create') return String(is);
  return kind === 'output-delete' ? `${was} goes` : `${was} -> ${is}`;
}

function driftNote({ address, isGone, attributes }: Drift): PlanNote {
  return note('drift', address, isGone ? 'deleted outside' : `changed outside: ${attributes.join(', ')}`);
}
