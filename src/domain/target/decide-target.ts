import { DomainError } from '../base/errors';
import type { Instant } from '../base/time';
import { seal } from '../registry/decide-entry';
import type { EntryChange, EntryEvent, EntryEventDraft, RequestKey } from '../registry/entry';
import { newEntry } from '../registry/new-entry';
import { endsAt, type TargetEntry, type TargetEvent, type TargetEventType } from './target-entry';
import { patched, type TargetPatch } from './target-patch';
import type { TargetSettings } from './target-settings';

/** What a target becomes, and by whom; `id` is its own. */
export interface AskedTarget {
  id: string;
  name: string;
  settings: TargetSettings;
  place: number | null;
  by: string;
  request: RequestKey | undefined;
}

/** What is said of a target: `keep` that something lives in one that is being removed, `end` that nothing does. */
export type TargetCommand =
  | { type: 'change'; patch: TargetPatch; by: string; request: RequestKey | undefined }
  | { type: 'remove'; by: string; request: RequestKey | undefined }
  | { type: 'keep'; lives: string }
  | { type: 'end' };

type Change = EntryChange<TargetEntry> | null;

/** A target that takes environments from now on. */
export function newTarget({ request, ...asked }: AskedTarget, now: Instant): TargetEntry {
  const entry: TargetEntry = {
    ...asked,
    ...newEntry(now, request),
    status: 'active',
    removal: null,
    version: 0,
    createdAt: now,
  };
  const { region, roleArn: role = null } = asked.settings;
  const added = changed(entry, asked.by, ['TargetAdded', { region, role }]);
  return seal({ toEvent: asTargetEvent }, added, now).entry;
}

/** What a command changes about a target; one that was removed never comes back. */
export function decideTarget(seen: TargetEntry, command: TargetCommand, { now }: { now: Instant }): Change {
  switch (command.type) {
    case 'change':
      return change(seen, command);
    case 'remove':
      return remove(seen, command.by, now);
    case 'keep':
      return keep(seen, command.lives);
    case 'end':
      return end(seen, now);
  }
}

/** The event as one of the target. */
export function asTargetEvent({ name: target, id: targetLife }: TargetEntry, event: EntryEvent): TargetEvent {
  return { ...(event as EntryEvent & Pick<TargetEvent, 'type' | 'data'>), target, targetLife };
}

function change(seen: TargetEntry, { patch, by }: Extract<TargetCommand, { type: 'change' }>): Change {
  const { name, status, settings: before } = seen;
  if (status === 'removed') throw new DomainError('TargetNotFound', { name });
  if (status === 'removing') throw new DomainError('TargetBeingRemoved', { name });
  const settings = patched(before, patch);
  const data = differences(before, settings);
  if (Object.keys(data).length === 0) return null;
  return changed({ ...seen, settings }, by, ['TargetChanged', data]);
}

/** What is different, each field as JSON; of the external id only that it is. */
function differences(before: TargetSettings, after: TargetSettings): Record<string, string | null> {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof TargetSettings)[];
  const different = fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  const said = different.map((field) => {
    const value = after[field];
    if (value === undefined) return [field, null] as const;
    return [field, field === 'externalId' ? 'changed' : JSON.stringify(value)] as const;
  });
  return Object.fromEntries(said);
}

function remove(seen: TargetEntry, by: string, now: Instant): Change {
  if (seen.status !== 'active') return null;
  const removing: TargetEntry = { ...seen, status: 'removing', removal: { by, at: now } };
  return changed(removing, by, ['TargetRemovalBegan', {}]);
}

/** Something was made there before its readers knew: the target takes environments again. */
function keep(seen: TargetEntry, lives: string): Change {
  if (seen.status !== 'removing') return null;
  const by = seen.removal?.by ?? seen.by;
  return changed({ ...seen, status: 'active', removal: null }, by, ['TargetRemovalRefused', { lives }]);
}

function end(seen: TargetEntry, now: Instant): Change {
  const due = endsAt(seen);
  if (seen.status !== 'removing' || due === undefined || now < due) return null;
  return changed({ ...seen, status: 'removed' }, seen.removal?.by ?? seen.by, ['TargetRemoved', {}]);
}

function changed(
  entry: TargetEntry,
  actor: string,
  [type, data]: [TargetEventType, NonNullable<EntryEventDraft['data']>],
): EntryChange<TargetEntry> {
  return { entry, events: [{ type, actor, data }], effects: [] };
}
