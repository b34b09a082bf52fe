import type { Schema } from '../json-schema';
import { every, type Fit, fits, type Pair, refused, unchecked } from './fit';

/** Whether numbers of the producer are within what the consumer says of numbers. */
export function fitNumbers(pair: Pair, type: 'number' | 'integer'): Fit {
  return every([fitLower(pair), fitUpper(pair), fitMultiples(pair, type)]);
}

/** A bound, and whether it is itself excluded. */
interface Bound {
  at: number;
  isOpen: boolean;
}

function boundOf(schema: Schema, inclusive: string, exclusive: string): Bound | undefined {
  const [closed, open] = [schema[inclusive], schema[exclusive]];
  const bounds: Bound[] = [];
  if (typeof closed === 'number') bounds.push({ at: closed, isOpen: open === true });
  if (typeof open === 'number') bounds.push({ at: open, isOpen: true });
  const sign = inclusive === 'minimum' ? -1 : 1;
  return bounds.sort((a, b) => sign * (a.at - b.at) || Number(b.isOpen) - Number(a.isOpen))[0];
}

function lowerOf(schema: Schema): Bound | undefined {
  return boundOf(schema, 'minimum', 'exclusiveMinimum');
}

function upperOf(schema: Schema): Bound | undefined {
  return boundOf(schema, 'maximum', 'exclusiveMaximum');
}

/** Both the same way round: an upper bound is a lower one of the negative numbers. */
function negative(bound: Bound | undefined): Bound | undefined {
  return bound && { ...bound, at: -bound.at };
}

function fitLower({ producer, consumer, what }: Pair): Fit {
  const wanted = lowerOf(consumer);
  const words = wanted && `the input takes ${wanted.isOpen ? 'more than' : 'at least'} ${wanted.at}`;
  return fitBound(
    { has: lowerOf(producer), other: upperOf(producer), wanted },
    { what, words: words ?? '', most: 'at most' },
  );
}

function fitUpper({ producer, consumer, what }: Pair): Fit {
  const wanted = upperOf(consumer);
  const words = wanted && `the input takes ${wanted.isOpen ? 'less than' : 'at most'} ${wanted.at}`;
  return fitBound(
    { has: negative(upperOf(producer)), other: negative(lowerOf(producer)), wanted: negative(wanted) },
    { what, words: words ?? '', most: 'at least' },
  );
}

interface Bounds {
  has: Bound | undefined;
  /** The producer's bound at the other end. */
  other: Bound | undefined;
  wanted: Bound | undefined;
}

function fitBound({ has, other, wanted }: Bounds, say: { what: string; words: string; most: string }): Fit {
  if (wanted === undefined) return fits;
  if (has && (has.at > wanted.at || (has.at === wanted.at && (has.isOpen || !wanted.isOpen)))) return fits;
  if (other && (other.at < wanted.at || (other.at === wanted.at && (other.isOpen || wanted.isOpen))))
    return refused(`${say.what} is ${say.most} ${Math.abs(other.at)}, but ${say.words}`);
  return unchecked(say.words);
}

function fitMultiples({ producer, consumer }: Pair, type: string): Fit {
  const [has, wanted] = [producer['multipleOf'], consumer['multipleOf']];
  if (typeof wanted !== 'number' || has === wanted) return fits;
  if (wanted === 1 && type === 'integer') return fits;
  const isMultiple = Number.isInteger(wanted) && Number.isInteger(has) && Number(has) % wanted === 0;
  return isMultiple ? fits : unchecked(`the input takes multiples of ${wanted}`);
}
