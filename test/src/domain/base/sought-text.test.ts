import fc from 'fast-check';
import { SoughtText, type Span } from '../../../../src/domain/base/sought-text';

const places = (sought: SoughtText, text: string) => {
  const spans: Span[] = [];
  sought.eachIn(text, (span) => spans.push(span));
  return spans.map(({ from }) => from);
};
/** Every place by comparing at each. */
const compared = (sought: string, text: string) =>
  [...text].map((_, from) => from).filter((from) => text.startsWith(sought, from));

const letters = (most: number, least = 1) =>
  fc.string({ unit: fc.constantFrom('a', 'b'), minLength: least, maxLength: most });

it('finds what comparing at each place finds, short or long', () => {
  const repeated = fc
    .tuple(letters(5), fc.integer({ min: 1, max: 60 }))
    .map(([part, times]) => part.repeat(times));

  fc.assert(
    fc.property(fc.oneof(letters(4), repeated), fc.array(fc.oneof(letters(4), repeated)), (text, parts) => {
      const whole = parts.join('') + text;
      expect(places(new SoughtText(text), whole)).toEqual(compared(text, whole));
    }),
  );
});

it('knows whether a text ends as it begins, short of the whole', () => {
  fc.assert(
    fc.property(letters(100), letters(200, 0), (text, other) => {
      const beginnings = [...text].map((_, length) => text.slice(0, length)).slice(1);
      expect(new SoughtText(text).beginsAtEndOf(other)).toBe(beginnings.some((one) => other.endsWith(one)));
    }),
  );
});

it.each([
  ['one letter again and again', 'a'.repeat(100_000), 'a'.repeat(1_000_000), 900_001],
  ['what is nearly there everywhere', `${'a'.repeat(100_000)}b`, 'a'.repeat(1_000_000), 0],
  ['what ends nearly as everything', `b${'a'.repeat(100_000)}`, 'a'.repeat(1_000_000), 0],
])('takes a time that grows with the lengths alone for %s', (_what, sought, text, times) => {
  let found = 0;
  new SoughtText(sought).eachIn(text, () => (found += 1));

  // Comparing anew at each place takes minutes.
  expect(found).toBe(times);
});
