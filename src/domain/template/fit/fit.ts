import * as z from 'zod';
import type { Schema } from '../json-schema';

/**
 * Whether what one schema describes may be given to another: `fits` where every value does, `refused` where none can be meant to,
 * `unchecked` where only the value tells.
 */
export const Fit = z.discriminatedUnion('result', [
  z.strictObject({ result: z.literal('fits') }),
  z.strictObject({ result: z.literal('refused'), why: z.string() }),
  z.strictObject({ result: z.literal('unchecked'), why: z.string() }),
]);
export type Fit = z.infer<typeof Fit>;

/** What gives a value and what takes it, and how the given one is called in a sentence. */
export interface Pair {
  producer: Schema;
  consumer: Schema;
  what: string;
}

/** Judges a part of what it is called for. */
export type Judge = (pair: Pair) => Fit;

export const fits: Fit = { result: 'fits' };

/** A refusal, with the sentence that says why. */
export function refused(why: string): Fit {
  return { result: 'refused', why };
}

/** What only the value tells, with the sentence that says why. */
export function unchecked(why: string): Fit {
  return { result: 'unchecked', why };
}

/** Where everything must fit: the worst of them. */
export function every(all: readonly Fit[]): Fit {
  return first(all, 'refused') ?? first(all, 'unchecked') ?? fits;
}

/** Where the value is of one of these branches: it fits if all do, and is refused if all are. */
export function eachBranch(all: readonly Fit[]): Fit {
  if (all.every(({ result }) => result === 'fits')) return fits;
  const notRefused = all.find(({ result }) => result !== 'refused');
  return notRefused === undefined ? (all[0] ?? fits) : doubted(every(all));
}

/** Where one of these is enough: the best of them. */
export function oneOf(all: readonly Fit[]): Fit {
  return first(all, 'fits') ?? first(all, 'unchecked') ?? all[0] ?? fits;
}

/** A refusal as a doubt: it holds for some values only. */
export function doubted(fit: Fit): Fit {
  return fit.result === 'refused' ? unchecked(fit.why) : fit;
}

function first(all: readonly Fit[], result: Fit['result']): Fit | undefined {
  return all.find((one) => one.result === result);
}
