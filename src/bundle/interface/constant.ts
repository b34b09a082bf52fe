import type * as z from 'zod';
import { isComputed } from '../hcl/blocks';

type Json = z.core.util.JSONType;

/**
 * A value of the parser's as JSON has it; undefined where Terraform would evaluate it, or where JavaScript may have changed the
 * digits of a number in it: Terraform alone then knows what it is.
 */
export function constantOf(value: unknown): Json | undefined {
  return isConstant(value) ? (value as Json) : undefined;
}

function isConstant(value: unknown): boolean {
  if (typeof value === 'string') return !isComputed(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) || isShortDecimal(value);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).every(([key, one]) => isConstant(key) && isConstant(one));
  return value === null || typeof value === 'boolean';
}

/** Up to fifteen digits a decimal is read and written as it was. */
function isShortDecimal(value: number): boolean {
  return !Number.isInteger(value) && String(value).replace(/[-.]/g, '').length <= 15;
}
