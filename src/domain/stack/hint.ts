import { closest } from '../base/closest';

/** So many names are listed at most. */
const mostListed = 12;

/** What was meant, or what there is: the end of a sentence that says that a name is unknown. */
export function hintFor(name: string, known: readonly string[]): string {
  const meant = meantBy(name, known);
  if (meant !== undefined) return `did you mean ${meant}?`;
  if (known.length === 0) return 'there are none';
  const more = known.length > mostListed ? ` and ${known.length - mostListed} more` : '';
  return `known: ${known.slice(0, mostListed).join(', ')}${more}`;
}

/** The name that was probably meant: with letters in another order, with a part more or less, or with few letters changed. */
export function meantBy(name: string, known: readonly string[]): string | undefined {
  const letters = (text: string) => [...text].sort().join('');
  return (
    known.find((one) => letters(one) === letters(name)) ??
    known.find((one) => name.length > 2 && one.startsWith(name)) ??
    closest(name, known) ??
    known.find((one) => one.length > 2 && name.length > 2 && (one.includes(name) || name.includes(one)))
  );
}
