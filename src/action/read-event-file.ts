import { readFile } from 'node:fs/promises';

/** The event that started a workflow, as GitHub left it in a file; undefined where the file has none that can be read. */
export async function readEventFile(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}
