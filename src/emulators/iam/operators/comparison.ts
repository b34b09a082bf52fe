import type { PolicyVersion } from '../policy-text';
import type { Context } from '../question';

/** Whether a value of a request stands to a value of the policy as an operator wants it. */
export type Comparison = (given: string, context: Context) => boolean;

/** Makes the comparison with a value of the policy. */
export type Operator = (wanted: string, version: PolicyVersion) => Comparison;
