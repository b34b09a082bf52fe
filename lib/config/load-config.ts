import { readFileSync } from 'node:fs';
import type * as z from 'zod';
import { DeployConfig } from './schema';

type Issue = z.ZodError['issues'][number];

/** Reads and checks a stage's configuration; an Error lists every mistake with its field, and what would be right. */
export function loadConfig(file: string): DeployConfig {
  const parsed = DeployConfig.safeParse(readJson(file));
  if (parsed.success) return parsed.data;
  const mistakes = parsed.error.issues.flatMap(linesOf);
  throw new Error([`${file} is invalid:`, ...mistakes.map((line) => `  ${line}`)].join('\n'));
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

/** A key that is not known has the object it is in as its path, so it is named one by one. */
function linesOf(issue: Issue): string[] {
  if (issue.code !== 'unrecognized_keys') return [`${fieldOf(issue.path)}: ${issue.message}`];
  return issue.keys.map((key) => `${fieldOf([...issue.path, key])}: unknown key`);
}

function fieldOf(path: Issue['path']): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text.replace(/^\./, '') || 'the file';
}
