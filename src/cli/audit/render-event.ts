import type { DomainEvent } from '../../client/typed/types';
import { formatValue } from '../print/outputs';
import { type Paint, printable, visibleLength } from '../../client/text/paint';
import { foldWords } from '../../client/text/fold';
import { formatSecond } from '../../client/text/time';

/** What every event has, whatever it is of. */
type ShownEvent = Pick<DomainEvent, 'at' | 'actor' | 'data'> & { type: string };

/** One line where it fits; otherwise what the event says goes on below. */
export function renderEvent({ at, type, actor, data }: ShownEvent, paint: Paint): string[] {
  const facts = Object.entries(data)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key}=${formatValue(value)}`);
  const [when, who] = [printable(`${formatSecond(at)}  ${type}`), printable(actor)];
  const head = `${when}  ${who}  `;
  const rest = printable(facts.join(' '));
  if (visibleLength(head + rest) <= paint.columns) return [head + paint.dim(rest)];
  const below = foldWords(rest, paint.columns - 4).map((line) => paint.dim(line));
  const isHeadShort = visibleLength(head.trimEnd()) <= paint.columns;
  const lines = isHeadShort ? [head.trimEnd()] : [when, who];
  return [lines[0] ?? '', ...[...lines.slice(1), ...below].map((line) => `    ${line}`)];
}
