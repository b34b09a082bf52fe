import { invalid } from '../../src/domain/base/errors';
import { isWellFormed } from '../../src/domain/base/well-formed';

const deepest = 32;

/**
 * Refuses JSON that no ordinary client sends: values nested so deep that code which walks them overflows, keys named
 * `__proto__`, which schemas ignore silently, and halves of characters, which no store keeps. Throws InvalidRequest.
 */
export function refuseOddJson(body: unknown): void {
  const open = [{ value: body, depth: 0, at: '' }];
  for (const { value, depth, at } of open) {
    if (typeof value === 'string' && !isWellFormed(value)) throw halfCharacter(at);
    if (typeof value !== 'object' || value === null) continue;
    if (depth === deepest) throw invalid('body', `is nested more than ${deepest} levels deep`);
    if (Object.hasOwn(value, '__proto__')) throw invalid('__proto__', 'unknown input');
    for (const [key, inner] of Object.entries(value)) {
      if (!isWellFormed(key)) throw halfCharacter(at);
      open.push({ value: inner, depth: depth + 1, at: at === '' ? key : `${at}.${key}` });
    }
  }
}

function halfCharacter(at: string): Error {
  return invalid(at || 'body', 'contains half of a surrogate pair, which is not a valid character');
}
