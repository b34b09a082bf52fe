import { every, type Fit, fits, type Pair, refused, unchecked } from './fit';
import type { Schema } from '../json-schema';

/** The two keywords of a range of whole numbers, what is counted by it, and what it never falls below. */
export interface Range {
  least: string;
  most: string;
  of: string;
  natural: number;
}

/** Whether what the producer has so many of is within what the consumer takes; both bounds are inclusive. */
export function fitRange({ producer, consumer, what }: Pair, { least, most, of, natural }: Range): Fit {
  const has = {
    least: numberIn(producer, least) ?? natural,
    most: numberIn(producer, most),
    of,
    begins: `${what} has`,
  };
  return every([atLeast(has, numberIn(consumer, least)), atMost(has, numberIn(consumer, most))]);
}

interface Bounds {
  least: number;
  most: number | undefined;
  of: string;
  begins: string;
}

function atLeast({ least, most, of, begins }: Bounds, wanted: number | undefined): Fit {
  if (wanted === undefined || least >= wanted) return fits;
  if (most !== undefined && most < wanted)
    return refused(`${begins} at most ${most} ${of}, but the input takes at least ${wanted}`);
  return unchecked(`the input takes at least ${wanted} ${of}`);
}

function atMost({ least, most, of, begins }: Bounds, wanted: number | undefined): Fit {
  if (wanted === undefined || (most !== undefined && most <= wanted)) return fits;
  if (least > wanted)
    return refused(`${begins} at least ${least} ${of}, but the input takes at most ${wanted}`);
  return unchecked(`the input takes at most ${wanted} ${of}`);
}

function numberIn(schema: Schema, keyword: string): number | undefined {
  const value = schema[keyword];
  return typeof value === 'number' ? value : undefined;
}
