import { readFile, writeFile } from 'node:fs/promises';
import { unzipSync, zipSync } from 'fflate';

/** What a file of `terraform plan -out` holds, by the names in its archive. */
export type PlanFiles = Readonly<Record<string, Uint8Array>>;

/** The files in what Terraform wrote; throws when it is no archive. */
export async function readPlanFile(path: string): Promise<PlanFiles> {
  return unzipSync(await readFile(path));
}

/**
 * Packs them anew, for Terraform to apply. An archive from elsewhere may hold a name twice or end twice, and Terraform could
 * read another one of the two than we did.
 */
export async function writePlanFile(path: string, files: PlanFiles): Promise<void> {
  await writeFile(path, zipSync(files), { mode: 0o600 });
}
