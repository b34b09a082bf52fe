import { counted } from '../../../domain/base/counted';
import { type ComponentChange } from '../../../domain/stack/compare-documents';
import { describeReason } from '../../../domain/stack/compare-stacks';
import type { FilePlace } from '../../../domain/stack/place';
import type { Paint } from '../../../client/text/paint';

const marks: Record<ComponentChange['change'], string> = {
  added: '+',
  removed: '-',
  changed: '~',
  downstream: '~',
  unchanged: ' ',
};
const words: Record<ComponentChange['change'], string> = {
  added: 'new',
  removed: 'to be removed',
  changed: 'changes',
  downstream: 'changes where the values that it uses do',
  unchanged: 'unchanged',
};

/** What becomes of each component, with each value that differs and the line that says it, and how many of which. */
export function renderChanges(
  changes: readonly ComponentChange[],
  paint: Paint,
  placeOf: (place: FilePlace) => string,
): string[] {
  return [
    ...changes.flatMap(({ component, change, reasons }) => [
      painted(change, `${marks[change]} ${component}  ${words[change]}`, paint),
      ...reasons.map((reason) => `    ${describeReason(reason, placeOf)}`),
    ]),
    describeCounts(changes),
  ];
}

function painted(change: ComponentChange['change'], line: string, paint: Paint): string {
  if (change === 'added') return paint.green(line);
  if (change === 'removed') return paint.red(line);
  return change === 'unchanged' ? paint.dim(line) : paint.yellow(line);
}

function describeCounts(changes: readonly ComponentChange[]): string {
  const of = (...some: ComponentChange['change'][]) =>
    changes.filter(({ change }) => some.includes(change)).length;
  const counts = [
    `${of('added')} new`,
    `${of('changed')} changed`,
    `${of('removed')} removed`,
    `${of('downstream')} that may follow`,
    `${of('unchanged')} unchanged`,
  ].filter((text) => !text.startsWith('0 '));
  return `${counted(changes.length, 'component')}: ${counts.join(', ') || 'none'}.`;
}
