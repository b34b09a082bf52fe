import { exactText, wildcardText } from '../policy-text';
import { arnPattern } from '../resource-pattern';
import type { Operator } from './comparison';

/** The operators on text and on ARNs, the only ones whose values may hold variables. */
export const texts = {
  StringEquals: (wanted, version) => {
    const text = exactText(wanted, version);
    return (given, context) => text(context) === given;
  },
  StringEqualsIgnoreCase: (wanted, version) => {
    const text = exactText(wanted, version);
    return (given, context) => text(context)?.toLowerCase() === given.toLowerCase();
  },
  StringLike: (wanted, version) => {
    const pattern = wildcardText(wanted, version);
    return (given, context) => pattern(context)?.test(given) ?? false;
  },
  // "ArnEquals and ArnLike behave identically."
  ArnEquals: arnPattern,
  ArnLike: arnPattern,
} satisfies Record<string, Operator>;
