import { code } from '../../../client/text/foreign-text';
import type { StackReport, StacksReport } from '../stacks-report';

/** Below what GitHub takes, with room for what stands above and below. */
const mostCharacters = 60_000;

const marks: Record<StackReport['verdict'], string> = {
  good: '✅',
  failed: '❌',
  waits: '✋',
  held: '⏸️',
  started: '⏳',
  drifted: '⚠️',
  clean: '✅',
};

/** A report as Markdown in which no text of others can become anything but text; what has no room is counted. */
export function renderStacks({ folder, problems, cause, unchanged, stacks }: StacksReport): string {
  const head = [
    `### Stacks of ${code(folder)}`,
    '',
    ...problems.map((line) => `- ❌ ${code(line)}`),
    ...(cause === null
      ? []
      : ['The stacks could not be read:', ...cause.split('\n').map((one) => `- ${code(one)}`)]),
    ...(stacks.length === 0 && problems.length === 0 && cause === null ? ['Nothing would change.'] : []),
  ];
  const tail = unchanged > 0 ? [`${unchanged} as the control plane has them.`, ''] : [];
  return [...head, ...fitting(stacks.map(renderStack)), ...tail].join('\n');
}

/** A stack alone, below its name. */
export function renderStack({ stack, verdict, title, sections }: StackReport): string {
  return [
    `#### ${marks[verdict]} ${code(stack)} ${code(title)}`,
    '',
    ...sections.map(({ title: name, lines }) =>
      lines.length === 0
        ? `${code(name)}<br>`
        : `<details${isOpen(name) ? ' open' : ''}><summary>${code(name)}</summary>\n\n${lines.map((line) => `- ${code(line)}`).join('\n')}\n\n</details>`,
    ),
    '',
  ].join('\n');
}

/** What decides whether somebody says yes is shown without a click. */
function isOpen(name: string): boolean {
  return !name.includes(' · ') && !name.startsWith('Compliance');
}

function fitting(parts: readonly string[]): string[] {
  const kept: string[] = [];
  let left = mostCharacters;
  for (const part of parts) {
    left -= part.length;
    if (left < 0) break;
    kept.push(part);
  }
  const rest = parts.length - kept.length;
  return rest > 0 ? [...kept, `${rest} more in the log of the job.`] : kept;
}
