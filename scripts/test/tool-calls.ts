import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findExecutables } from '../../src/tools/find-executable';
import { toolArguments, tools } from './tool-arguments';

/** One call of a program: its name and the arguments that it was given. */
export type ToolCall = readonly [tool: string, ...args: string[]];

/** The variable with which a test calls such a program for itself, and not for the product. */
export const ownCall = 'LEASEHOLD_TEST_OWN_CALL';
/** The folder of the recordings, for the stand-ins that tests put before the programs. */
export const callsFolder = 'LEASEHOLD_TOOL_CALLS';

const [endOfArgument, endOfCall] = ['\u001f', '\u001e'];

/** The mode of a folder in which every user may make files, and take away none but their own. */
export const forEveryone = 0o1777;

/**
 * Puts a program before each of `tools` on the PATH that writes down its arguments and then is the tool itself; the
 * variables to start the tests with. They see every call that names a tool, in whatever process below.
 */
export function recordToolCalls(folder: string, path: string): Record<string, string> {
  const [programs, calls] = [join(folder, 'bin'), join(folder, 'calls')];
  for (const made of [programs, calls]) mkdirSync(made, { recursive: true });
  chmodSync(calls, forEveryone);
  for (const tool of tools) {
    const [real] = findExecutables(tool, path.split(delimiter));
    if (real === undefined) continue;
    const script = `#!/bin/sh\n${recordingLine(tool, calls)}\nexec '${real}' "$@"\n`;
    writeFileSync(join(programs, tool), script, { mode: 0o755 });
  }
  return { PATH: `${programs}${delimiter}${path}`, [callsFolder]: calls };
}

/** The line of a shell script that writes down how `tool` is called; a file for each process, so that no two write at once. */
export function recordingLine(tool: string, calls: string): string {
  const [argument, call] = ["'%s\\037'", "'\\036'"];
  return `[ -n "$${ownCall}" ] || { printf ${argument} ${tool} "$@"; printf ${call}; } >> '${calls}'/$$`;
}

/** Every call that was written down below `folder`, each once. */
export function readToolCalls(folder: string): ToolCall[] {
  const calls = join(folder, 'calls');
  const texts = readdirSync(calls).flatMap((file) =>
    readFileSync(join(calls, file), 'utf8').split(endOfCall).slice(0, -1),
  );
  return [...new Set(texts)].map((text) => {
    const [tool = '', ...args] = text.split(endOfArgument).slice(0, -1);
    return [tool, ...args];
  });
}

/** One sentence for each call that the table does not list. */
export function unlistedCalls(calls: readonly ToolCall[]): string[] {
  return calls
    .filter((call) => !toolArguments.some((row) => matches(row, call)))
    .map((call) => `No row of scripts/test/tool-arguments.ts allows this call: ${JSON.stringify(call)}`);
}

function matches(row: (typeof toolArguments)[number], call: ToolCall): boolean {
  if (row.length !== call.length) return false;
  return row.every((part, index) => {
    const given = call[index] ?? '';
    return typeof part === 'string' ? part === given : part.is.test(given);
  });
}
