import type { Operator } from './comparison';

type Relation = (given: number, wanted: number) => boolean;

const relations = {
  Equals: (given, wanted) => given === wanted,
  LessThan: (given, wanted) => given < wanted,
  LessThanEquals: (given, wanted) => given <= wanted,
  GreaterThan: (given, wanted) => given > wanted,
  GreaterThanEquals: (given, wanted) => given >= wanted,
} satisfies Record<string, Relation>;

/** The operators on numbers and dates; what is neither stands in no relation to anything. */
export const quantities: Record<string, Operator> = {
  ...named('Numeric', numberOf),
  ...named('Date', instantOf),
};

function named(family: string, read: (text: string) => number): Record<string, Operator> {
  return Object.fromEntries(
    Object.entries(relations).map(([name, relation]) => [`${family}${name}`, comparing(read, relation)]),
  );
}

function comparing(read: (text: string) => number, relation: Relation): Operator {
  return (text) => {
    const wanted = read(text);
    return (given) => relation(read(given), wanted);
  };
}

function numberOf(text: string): number {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

const w3cDate = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?$/;

/** Milliseconds since 1970, from a date as the W3C writes ISO 8601 or from seconds since then; four digits are a year. */
function instantOf(text: string): number {
  if (w3cDate.test(text)) return Date.parse(text);
  return numberOf(text) * 1000;
}
