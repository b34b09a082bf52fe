import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { CliError } from '../client/errors';
import { type ReadDocument, readJsonText, readUtf8, readYamlText } from '../client/read-document';
import { RepositoryConfig } from '../domain/access/repository-config';
import type { FieldIssue } from '../domain/base/error-row';
import type { Inputs } from '../domain/template/template';

/** The file's wanted with `more` inputs, a JSON object, before its own; each wrong field is named. */
export async function readRepositoryConfig(
  file: string,
  more: string | undefined,
): Promise<RepositoryConfig> {
  const { value, inexact } = await readYaml(file);
  if (inexact.length > 0) throw wrong(file, inexact);
  const parsed = RepositoryConfig.safeParse(value, { reportInput: true });
  if (!parsed.success) throw wrong(file, parsed.error.issues.flatMap(issuesOf));
  return { ...parsed.data, inputs: { ...parsed.data.inputs, ...parseInputsText(more) } };
}

async function readYaml(file: string): Promise<ReadDocument> {
  try {
    return await readYamlText(readUtf8(await readFile(file)));
  } catch (error) {
    throw wrong(file, [{ field: file, message: (error as Error).message }]);
  }
}

function issuesOf(issue: z.core.$ZodIssue): FieldIssue[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      field: [...issue.path, key].join('.'),
      message: "unknown key; put inputs of the template under 'inputs'",
    }));
  const field = issue.path.join('.') || 'the file';
  if (issue.code === 'invalid_type' && issue.input === null)
    return [{ field, message: 'has no value: add one or remove it' }];
  return [{ field, message: issue.message }];
}

/** The inputs in a text of JSON that a workflow gives; none where there is none. */
export function parseInputsText(text: string | undefined): Inputs {
  if (text === undefined) return {};
  const { value, inexact } = parseJson(text);
  if (inexact.length > 0) throw wrong('inputs', inexact);
  const parsed = z.record(z.string(), z.json()).safeParse(value);
  if (parsed.success) return parsed.data;
  throw wrong('inputs', [{ field: 'inputs', message: 'must be a JSON object of inputs by name' }]);
}

function parseJson(text: string): ReadDocument {
  try {
    return readJsonText(text, 'inputs');
  } catch {
    return { value: undefined, inexact: [] };
  }
}

function wrong(what: string, issues: FieldIssue[]): CliError {
  return new CliError('invalid', `${what} is invalid.`, { code: 'InvalidConfig', issues });
}
