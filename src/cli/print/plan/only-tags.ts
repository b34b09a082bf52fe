import { counted } from '../../../domain/base/counted';
import { type ExactJson, isExactNumber } from '../../../domain/base/exact-json';
import { printable } from '../../../client/text/paint';
import { differencesOf } from './differences';
import type { PlannedResource } from './group-by-module';

type Planned = Pick<PlannedResource, 'action' | 'changes'> & Partial<PlannedResource>;

const tagAttributes = ['tags', 'tags_all'];
const mostKeys = 6;

/** Whether nothing but its tags changes: not where it was or is from, either. */
export function changesOnlyTags({ action, changes, movedFrom, importedId, cannotEnd }: Planned): boolean {
  if (action !== 'update' || changes.length === 0) return false;
  if ([movedFrom, importedId, cannotEnd].some((one) => one !== undefined)) return false;
  return changes.every(({ attribute }) => tagAttributes.includes(attribute));
}

/** `8 resources change only their tags (Owner, Team)`. */
export function describeOnlyTags(resources: readonly Planned[]): string {
  const count = resources.length;
  const who = `${counted(count, 'resource')} ${count === 1 ? 'changes only its' : 'change only their'} tags`;
  const keys = keysOf(resources);
  const more = keys.length > mostKeys ? [`${keys.length - mostKeys} more`] : [];
  const named = [...keys.slice(0, mostKeys), ...more].join(', ');
  return named === '' ? who : `${who} (${named})`;
}

/** The names of the tags that change anywhere, sorted. */
function keysOf(resources: readonly Planned[]): string[] {
  const keys = new Set<string>();
  for (const { changes } of resources)
    for (const { before, after } of changes)
      for (const key of changedKeys(before, after)) keys.add(printable(key).replaceAll(/\s+/g, ' '));
  return [...keys].sort();
}

function changedKeys(before: ExactJson, after: ExactJson): string[] {
  const [was, is] = [tagsIn(before), tagsIn(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (key) => differencesOf(key, { before: was[key] ?? null, after: is[key] ?? null }).length > 0,
  );
}

function tagsIn(value: ExactJson): Record<string, ExactJson> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isExactNumber(value)) return {};
  return value;
}
