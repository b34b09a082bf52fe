import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CliError } from '../errors';
import { exceptionsFile } from './read-folder';
import { readUtf8, readYamlText } from '../read-document';
import { issuesOf } from '../../domain/base/parse';
import { type Exception, Exceptions } from '../../domain/compliance/exceptions';
import { controls } from '../../domain/compliance/controls/controls';
import { hintFor } from '../../domain/stack/hint';

/** The exceptions of a file that is named, or of `compliance.yaml` where there is one. */
export async function readExceptions(cwd: string, named: string | undefined): Promise<Exception[]> {
  const file = named ?? exceptionsFile;
  const text = await readText(resolve(cwd, file), file, named !== undefined);
  if (text === undefined) return [];
  const parsed = Exceptions.safeParse(await parse(text, file));
  if (!parsed.success) throw invalid(file, issuesOf(parsed.error));
  const unknown = parsed.data.exceptions.flatMap(unknownControl);
  if (unknown.length > 0) throw invalid(file, unknown);
  return parsed.data.exceptions;
}

async function readText(path: string, file: string, isNamed: boolean): Promise<string | undefined> {
  try {
    return readUtf8(await readFile(path));
  } catch (error) {
    if (!isNamed && (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unreadable(file, error);
  }
}

async function parse(text: string, file: string): Promise<unknown> {
  try {
    return (await readYamlText(text)).value;
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unknownControl({ control }: Exception, index: number): { field: string; message: string }[] {
  const known = controls.map(({ id }) => id);
  if (known.includes(control)) return [];
  return [
    {
      field: `exceptions.${index}.control`,
      message: `there is no control '${control}': ${hintFor(control, known)}`,
    },
  ];
}

function invalid(file: string, issues: { field: string; message: string }[]): CliError {
  return new CliError('invalid', `${file} is not a valid file of exceptions.`, {
    code: 'InvalidExceptions',
    issues,
    hints: ['docs/compliance.md says what an exception has.'],
  });
}

function unreadable(file: string, cause: unknown): CliError {
  return new CliError('invalid', `${file} cannot be read: ${(cause as Error).message}`, {
    code: 'InvalidExceptions',
    cause,
  });
}
