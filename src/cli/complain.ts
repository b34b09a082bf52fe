import { CliError } from '../client/errors';
import { troubleOf } from '../client/exit-codes';
import { foldWords } from '../client/text/fold';
import { createPaint, type Paint, printable, printableJson, printableLine } from '../client/text/paint';
import { columnsOf } from './print/columns';
import { wantsColour } from './print/screen';
import type { World } from './world';

/** Says what is wrong and what to do: to people on stderr, and to programs as the one document on stdout. */
export async function complain(
  error: unknown,
  { document, world }: { document: 'json' | 'yaml' | undefined; world: World },
): Promise<void> {
  const trouble = asTrouble(error);
  const lines = describeTrouble(trouble, createPaint(wantsColour(world.stderr, world.env)));
  const columns = columnsOf(world.stderr);
  const shown = lines.flatMap((line) => printableLine(line).split('\n'));
  for (const line of shown.flatMap((one) => foldWords(one, columns))) world.stderr.write(`${line}\n`);
  const told = { error: documentOf(trouble) };
  if (document === 'json') world.stdout.write(`${printableJson(told)}\n`);
  if (document === 'yaml') world.stdout.write((await import('./print/yaml-text')).yamlText(told));
}

function describeTrouble({ kind, message, facts }: CliError, paint: Paint): string[] {
  const { code, issues = [], hints = [], requestId } = facts;
  const calm = kind === 'declined' || kind === 'interrupted';
  const said = printable(message);
  return [
    calm ? said : `${paint.red('Error:')} ${said}${code === undefined ? '' : ` ${paint.dim(`(${code})`)}`}`,
    ...issues
      .filter((issue) => issue.message !== message)
      .map(({ field, message: wrong }) => `  ${paint.bold(printable(field))} ${printable(wrong)}`),
    ...hints,
    ...(requestId === undefined ? [] : [`The control plane's log has it under the request id ${requestId}.`]),
  ];
}

/** What a program learns of a failure. */
export function documentOf({ kind, message, facts: { code, issues, requestId } }: CliError) {
  return { kind, code, message, issues, requestId };
}

/** What the domain's errors say is meant for people; of any other, the stack helps the person who fixes it. */
export function asTrouble(error: unknown): CliError {
  return error instanceof CliError ? error : unforeseen(error);
}

function unforeseen(error: unknown): CliError {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const kind = troubleOf(error);
  const known = typeof (error as { kind?: unknown } | null)?.kind === 'string';
  return new CliError(kind, message, { code: name, hints: known ? [] : stack.split('\n').slice(1, 4) });
}
