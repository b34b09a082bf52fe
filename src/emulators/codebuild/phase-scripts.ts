import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandPhases } from './buildspec';
import type { Buildspec, CommandPhase } from './buildspec';

/**
 * Runs phases one by one as their names come in on stdin, and writes `<phase> <exit code>` on file descriptor 4.
 * `finally` commands run whatever happened; the phase fails when either part did. A bash before 4.2, such as macOS's, cannot tell the
 * time itself and starts a program for it.
 */
export const phaseLoop = `
shell=$1 control=$2
if printf -v _ '%(%Y)T' -1 2>/dev/null; then
  say() { TZ=UTC0 printf '[Container] %(%Y/%m/%d %H:%M:%S)T %s\\n' -1 "$1"; }
else
  say() { printf '[Container] %s %s\\n' "$(date -u '+%Y/%m/%d %H:%M:%S')" "$1"; }
fi
while read -r phase succeeding; do
  code=0
  say "Entering phase $phase"
  for part in commands finally; do
    [ -f "$control/$phase.$part" ] || continue
    CODEBUILD_BUILD_SUCCEEDING=$succeeding "$shell" "$control/$phase.$part" </dev/null 4>&-
    last=$?
    [ "$code" -ne 0 ] || code=$last
  done
  state=SUCCEEDED
  [ "$code" -eq 0 ] || state=FAILED
  say "Phase complete: $phase State: $state"
  printf '%s %s\\n' "$phase" "$code" >&4
done
`;

/** Writes one shell script per phase part that has commands, into `control`. */
export async function writePhaseScripts(spec: Buildspec, control: string): Promise<void> {
  await mkdir(control, { recursive: true });
  for (const [phase, key] of Object.entries(commandPhases) as [CommandPhase, keyof Buildspec['phases']][]) {
    for (const part of ['commands', 'finally'] as const) {
      const commands = spec.phases[key]?.[part] ?? [];
      const script = renderScript(commands, control, spec.env['exported-variables']);
      if (commands.length > 0) await writeFile(join(control, `${phase}.${part}`), script);
    }
  }
}

/**
 * Under version 0.2 all commands share one shell: what one phase exports, and where it changes to, the next one finds.
 * A command is evaluated as a whole, so that its syntax error or `exit` ends this part and nothing else.
 */
function renderScript(commands: readonly string[], control: string, exported: readonly string[]): string {
  const [variables, folder] = [quote(join(control, 'variables')), quote(join(control, 'folder'))];
  return [
    '__succeeding=$CODEBUILD_BUILD_SUCCEEDING',
    `if [ -f ${variables} ]; then . ${variables}; cd "$(cat ${folder})" || exit 1; fi`,
    'export CODEBUILD_BUILD_SUCCEEDING="$__succeeding"',
    `trap '__code=$?; export -p > ${escape(variables)}; pwd > ${escape(folder)}; ${escape(keepExported(exported, control))} exit "$__code"' EXIT`,
    ...commands.flatMap(renderCommand),
    '',
  ].join('\n');
}

/** Only what is exported counts, as on AWS; the last phase that ran has the last word. */
function keepExported(names: readonly string[], control: string): string {
  const keep = (name: string) => `printenv ${name} > ${quote(exportedFile(control, name))};`;
  return names.map(keep).join(' ');
}

function exportedFile(control: string, name: string): string {
  return join(control, `exported.${name}`);
}

/** What the phases exported of the variables that the buildspec names. */
export async function readExported(
  spec: Buildspec,
  control: string,
): Promise<{ name: string; value: string }[]> {
  const read = async (name: string) => {
    const value = await readFile(exportedFile(control, name), 'utf8').catch(() => '');
    return value === '' ? [] : [{ name, value: value.replace(/\n$/, '') }];
  };
  return (await Promise.all(spec.env['exported-variables'].map(read))).flat();
}

function renderCommand(command: string): string[] {
  const firstLine = quote(command.trim().split('\n')[0] ?? '');
  return [
    `printf '[Container] %s Running command %s\\n' "$(date -u '+%Y/%m/%d %H:%M:%S')" ${firstLine}`,
    `eval ${quote(command)}`,
    '__code=$?; [ "$__code" -eq 0 ] || exit "$__code"',
  ];
}

function quote(text: string): string {
  return `'${escape(text)}'`;
}

/** A single quote inside single quotes: close, an escaped quote, open again. */
function escape(text: string): string {
  return text.replaceAll("'", `'\\''`);
}
