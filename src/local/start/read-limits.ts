import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { Limits, noLimits } from '../../domain/limits/limits';
import { StartRefused } from './start-refused';

/** What the file of `npm start -- --limits` says; nothing is limited where there is none. Throws StartRefused. */
export async function readLimits(file: string | undefined): Promise<Limits> {
  if (file === undefined) return noLimits;
  const parsed = Limits.safeParse(await readJson(file));
  if (parsed.success) return parsed.data;
  const lines = z.prettifyError(parsed.error).split('\n');
  throw new StartRefused([
    `${JSON.stringify(file)} does not say what is limited (docs/limits.md):`,
    ...lines,
  ]);
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (error) {
    throw new StartRefused([`${JSON.stringify(file)} cannot be read as JSON: ${(error as Error).message}`]);
  }
}
