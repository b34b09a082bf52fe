import { inWords, type Shown } from './shown-value';

/** Something that a yes does not cover: what was shown, and what it is now; no secret is in it. */
export interface Uncovered {
  /** Null for what is of the whole plan. */
  address: string | null;
  attribute: string | null;
  shown: string;
  now: string;
  why: string;
}

/** A value that is another one than was shown. */
export function anotherValue(
  address: string | null,
  attribute: string,
  { shown, now }: { shown: Shown; now: Shown },
): Uncovered {
  return {
    address,
    attribute,
    shown: inWords(shown),
    now: inWords(now),
    why: 'another value than was shown',
  };
}
