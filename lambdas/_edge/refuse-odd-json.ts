import { invalid } from '../../src/domain/base/errors';

const deepest = 32;

/**
 * Refuses JSON that no ordinary client sends: values nested so deep that code which walks them overflows, and
 * keys named `__proto__`, which schemas ignore silently. Throws InvalidRequest.
 */
export function refuseOddJson(body: unknown): void {
  const open = [{ value: body, depth: 0 }];
  for (const { value, depth } of open) {
    if (typeof value !== 'object' || value === null) continue;
    if (depth === deepest) throw invalid('body', `is nested more than ${deepest} deep`);
    if (Object.hasOwn(value, '__proto__')) throw invalid('__proto__', 'unknown input');
    for (const inner of Object.values(value)) open.push({ value: inner, depth: depth + 1 });
  }
}
