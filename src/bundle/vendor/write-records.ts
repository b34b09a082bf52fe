import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BundledModule } from '../../domain/template/vendored-module';
import { type ModuleRecord, recordsFile } from './module-record';

/**
 * Writes into the folder of a root module where each module lies, so that `init` finds those from elsewhere and
 * asks no network; returns what was made, and nothing for a bundle that has none from elsewhere.
 */
export async function writeRecords(
  folder: string,
  modules: readonly BundledModule[] = [],
): Promise<string[]> {
  if (modules.length === 0) return [];
  const file = join(folder, recordsFile);
  const own: ModuleRecord = { Key: '', Source: '', Dir: '.' };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ Modules: [own].concat(modules.map(recordOf)) }));
  return [dirname(dirname(file)), dirname(file), file];
}

function recordOf({ key, source, version, folder }: BundledModule): ModuleRecord {
  return { Key: key, Source: source, ...(version !== undefined && { Version: version }), Dir: folder };
}
