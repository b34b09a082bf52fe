import { addresses } from './addresses';
import type { Operator } from './comparison';
import { quantities } from './quantities';
import { texts } from './texts';
import { values } from './values';

const operators: Record<string, Operator> = { ...texts, ...quantities, ...values, ...addresses };

/** The operators that hold where another does not. */
const negations: Record<string, string> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NotIpAddress: 'IpAddress',
};

/** An operator as a condition names it. */
export interface ConditionOperator {
  operator: Operator;
  isNegated: boolean;
  ifExists: boolean;
  /** How several values of a request count; none where the key has one value. */
  set: 'ForAllValues' | 'ForAnyValue' | null;
}

const form = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/;

/** Reads the name of an operator, all but `Null`; null for a name that IAM does not know. */
export function conditionOperator(name: string): ConditionOperator | null {
  const [, set = null, base = '', ifExists] = form.exec(name) ?? [];
  const operator = operators[negations[base] ?? base];
  if (!operator) return null;
  const isNegated = base in negations;
  return { operator, isNegated, ifExists: ifExists !== undefined, set: set as ConditionOperator['set'] };
}
