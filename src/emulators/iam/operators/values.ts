import type { Operator } from './comparison';

/** The operators on truth values and on bytes in base64. */
export const values = {
  Bool: (wanted) => {
    const truth = truthOf(wanted);
    return (given) => truth !== null && truthOf(given) === truth;
  },
  BinaryEquals: (wanted) => {
    const bytes = Buffer.from(wanted, 'base64');
    return (given) => bytes.equals(Buffer.from(given, 'base64'));
  },
} satisfies Record<string, Operator>;

function truthOf(text: string): boolean | null {
  if (/^true$/i.test(text)) return true;
  return /^false$/i.test(text) ? false : null;
}
