import type { AttributeChange } from '../artifacts';
import { isExactNumber } from '../../base/exact-json';

const hidden = '(sensitive)';

/** Whether part of a value is not shown; a text that has these words in it counts too, which errs to the safe side. */
export function holdsHidden({ before, after }: Pick<AttributeChange, 'before' | 'after'>): boolean {
  return isHiddenIn(before) || isHiddenIn(after);
}

function isHiddenIn(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(hidden);
  if (typeof value !== 'object' || value === null || isExactNumber(value)) return false;
  return Object.entries(value).some(([name, inner]) => name.includes(hidden) || isHiddenIn(inner));
}
