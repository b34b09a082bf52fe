import { CliError } from './errors';

const signs: readonly (readonly [RegExp, string])[] = [
  [/[\r\n]/, 'a line break'],
  [/[\s\u00a0]/, 'a blank'],
  [/\p{Cc}/u, 'a control character'],
  [/[^\x21-\x7e]/, 'a character that is not ASCII'],
];

/** The token, if a header can hold it; else nothing of it is shown. `from` says where it is from. */
export function checkedToken(token: string, from: string): string {
  const found = signs.find(([pattern]) => pattern.test(token));
  if (!found) return token;
  throw new CliError(
    'unauthenticated',
    `The token of ${from} contains ${found[1]}, which is not allowed in a token.`,
    {
      code: 'BadToken',
      hints: ['Copy it again, without anything before or after it.'],
    },
  );
}
