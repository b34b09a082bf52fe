import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Bundle } from './read-bundle';

/** Tests stay out: `terraform init` reads them, and then wants their providers and mock data too. */
export const isTest = /\.tftest\.(hcl|json)$/;

/** Writes what Terraform needs of a bundle into a folder, and returns the paths; what could be run where it was packed can be run there. */
export async function writeFiles(
  folder: string,
  { files, executables }: Pick<Bundle, 'files' | 'executables'>,
): Promise<string[]> {
  const wanted = [...files].filter(([path]) => !isTest.test(path));
  const folders = new Set(wanted.map(([path]) => dirname(join(folder, path))));
  await Promise.all([...folders].map((one) => mkdir(one, { recursive: true })));
  // The machine's mask takes away what it takes of any file.
  const modeOf = (path: string) => (executables.has(path) ? 0o777 : 0o666);
  await Promise.all(
    wanted.map(([path, bytes]) => writeFile(join(folder, path), bytes, { mode: modeOf(path) })),
  );
  return wanted.map(([path]) => path);
}
