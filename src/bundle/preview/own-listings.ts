import { runFailure } from '../../domain/environment/run-failure';
import { fileReads } from '../file-reads';
import { type WrittenPath, writtenPath } from '../hcl/calls';
import type { Expression } from '../hcl/parser';

/**
 * A RunFailure names file, line and function where a root module lists its own folder or reads its own configuration: that lies in
 * another folder for a preview, so what is read would not be what a run reads.
 */
export async function refuseOwnListings(own: readonly (readonly [string, Uint8Array])[]): Promise<void> {
  const names = own.map(([path]) => path.slice(path.lastIndexOf('/') + 1));
  for (const [path, bytes] of own)
    for (const read of await fileReads(path, new TextDecoder().decode(bytes)))
      if (read.paths !== undefined && mayReach(read.paths, names))
        throw runFailure(
          'configuration',
          `${read.path}:${read.line}: ${read.what} reads the template's own configuration, which a preview stores in another folder; move what it reads into a folder of its own`,
        );
}

function mayReach([folder, pattern]: readonly Expression[], names: readonly string[]): boolean {
  const place = folder === undefined ? undefined : restOf(writtenPath(folder));
  if (pattern === undefined) return place !== undefined && names.includes(place);
  const below = restOf(writtenPath(pattern));
  if (place === undefined || (place !== '' && place !== '.')) return false;
  return below === undefined || names.some((name) => mayMatch(below.split('/')[0] ?? '', name, below));
}

function restOf(path: WrittenPath | undefined): string | undefined {
  return path?.rest.replace(/^\/+|\/+$/g, '').replace(/^(\.\/)+/, '');
}

/** Whether a pattern of `fileset` may take a name that lies in the folder itself. */
function mayMatch(first: string, name: string, whole: string): boolean {
  if (first === '**')
    return whole === '**' || mayMatch(whole.slice(3).split('/')[0] ?? '', name, whole.slice(3));
  if (whole.includes('/')) return false;
  if (/[[{\\]/.test(first)) return true;
  const parts = first.split(/([*?])/).map((part) => {
    if (part === '*') return '.*';
    return part === '?' ? '.' : part.replace(/[.+^${}()|]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`).test(name);
}
