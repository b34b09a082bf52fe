import type { GivenInput } from './shown-plan';
import { type Shown, inWords, isSame, leavesOf } from './shown-value';
import type { Uncovered } from './uncovered';

type Given = Readonly<Record<string, GivenInput>>;

/** Inputs that are others than those that were shown; what was pending may have become a value of the same output. */
export function uncoveredInputs(shown: Given, now: Given): Uncovered[] {
  const names = [...new Set(Object.keys(shown).concat(Object.keys(now)))].sort();
  return names
    .filter((name) => !isCovered(shown[name], now[name]))
    .map((name) => ({
      address: null,
      attribute: `inputs.${name}`,
      shown: wordsOf(shown[name]),
      now: wordsOf(now[name]),
      why: 'another input than was shown',
    }));
}

function isCovered(shown: GivenInput | undefined, now: GivenInput | undefined): boolean {
  if (shown === undefined || now === undefined) return false;
  if ('pending' in shown) return sourceOf(now) === shown.pending;
  if ('seal' in shown) return 'seal' in now && now.seal === shown.seal;
  return 'value' in now && isSame(known(shown.value), known(now.value)) && shown.from === now.from;
}

function sourceOf(given: GivenInput): string | undefined {
  if ('pending' in given) return given.pending;
  return 'value' in given ? given.from : undefined;
}

function wordsOf(given: GivenInput | undefined): string {
  if (given === undefined) return 'nothing';
  if ('pending' in given) return `the output ${given.pending}`;
  return 'seal' in given ? '(sensitive)' : inWords(known(given.value));
}

function known(value: Extract<GivenInput, { value: unknown }>['value']): Shown {
  return { is: 'known', value };
}

/** Every text in the outputs that what was pending has become. */
export function producedBy(shown: Given, now: Given): Set<string> {
  const pending = Object.entries(shown).filter(([, given]) => 'pending' in given);
  const values = pending.flatMap(([name]) => {
    const given = now[name];
    return given && 'value' in given ? [known(given.value)] : [];
  });
  return new Set(
    values
      .flatMap(leavesOf)
      .flatMap((leaf) => (leaf.is === 'known' && typeof leaf.value === 'string' ? [leaf.value] : [])),
  );
}
