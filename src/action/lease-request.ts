import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { CliError } from '../client/errors';
import { type ReadDocument, readJsonText, readUtf8, readYamlText } from '../client/read-document';
import { GivenName } from '../domain/access/preview-name';
import type { FieldIssue } from '../domain/base/error-row';
import type { Inputs } from '../domain/template/template';

const Text = z.string().min(1).max(200);

/**
 * `.idp/config.yml` of a repository: the environment that its workflows make. Only its shape is looked at; what a template
 * takes and how long a lease may be is for the API to say.
 */
const RepositoryConfig = z.strictObject({
  template: Text,
  version: Text.optional(),
  inputs: z.record(z.string(), z.json()).default({}),
  ttl: Text.optional(),
  target: Text.optional(),
  team: Text.optional(),
  /** What tells a preview from the others of its pull request, which are made from other files. */
  name: GivenName.optional(),
  /** The output that is shown as the environment's address; else `url` or `endpoint`. */
  url: Text.optional(),
});
export type RepositoryConfig = z.infer<typeof RepositoryConfig>;

/** The file's wanted with `more` inputs, a JSON object, before its own; each wrong field is named. */
export async function readRepositoryConfig(
  file: string,
  more: string | undefined,
): Promise<RepositoryConfig> {
  const { value, inexact } = await readYaml(file);
  if (inexact.length > 0) throw wrong(file, inexact);
  const parsed = RepositoryConfig.safeParse(value, { reportInput: true });
  if (!parsed.success) throw wrong(file, parsed.error.issues.flatMap(issuesOf));
  return { ...parsed.data, inputs: { ...parsed.data.inputs, ...parseMore(more) } };
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

function parseMore(text: string | undefined): Inputs {
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
