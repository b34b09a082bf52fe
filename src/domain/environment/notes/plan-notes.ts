import * as z from 'zod';
import { cutAt } from '../../base/cut-text';
import { inEvent, longestNote } from './note-text';

/** What a plan does besides making, changing and deleting, or what of that needs a word. */
export const NoteKind = z.enum([
  'import',
  'move',
  'forget',
  'replace',
  'output-create',
  'output-update',
  'output-delete',
  'check',
  'drift',
  'derived',
]);
export type NoteKind = z.infer<typeof NoteKind>;

/** How many notes of a kind a plan in short has at most; its counts are of all, and the plan itself has each. */
const mostOfAKind = 10;

/** One line of a plan: of what, and what of it, without a secret. */
export const PlanNote = z.strictObject({
  kind: NoteKind,
  address: z.string().max(longestNote),
  text: z.string().max(longestNote),
});
export type PlanNote = z.infer<typeof PlanNote>;

/** How much of each kind there is, and the first of them. */
export const PlanNotes = z.strictObject({
  counts: z.partialRecord(NoteKind, z.number().int().positive()),
  first: z.array(PlanNote).max(NoteKind.options.length * mostOfAKind),
});
export type PlanNotes = z.infer<typeof PlanNotes>;

/** All that a plan says in short, cut to its bounds; undefined where there is nothing to say. */
export function shortNotes(all: readonly PlanNote[]): PlanNotes | undefined {
  if (all.length === 0) return undefined;
  const kinds = NoteKind.options.map((kind) => [kind, all.filter((one) => one.kind === kind)] as const);
  const counts = kinds.filter(([, notes]) => notes.length > 0).map(([kind, { length }]) => [kind, length]);
  const first = kinds.flatMap(([, notes]) => notes.slice(0, mostOfAKind)).map(cutNote);
  return { counts: Object.fromEntries(counts) as PlanNotes['counts'], first };
}

/** What a plan says in short as an event holds it: a text of at most 1,000 characters. */
export function notesInEvent({ notes }: { notes?: PlanNotes | undefined }): { notes?: string } {
  if (!notes) return {};
  return { notes: inEvent(notes.first.map(({ address, text }) => ({ address, words: text }))) };
}

function cutNote({ kind, address, text }: PlanNote): PlanNote {
  return { kind, address: cutAt(longestNote, address), text: cutAt(longestNote, text) };
}
