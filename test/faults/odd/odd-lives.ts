import fc from 'fast-check';
import { vocabulary } from './vocabulary';

/** Where Terraform fails in a run, if anywhere. */
export type Failing = 'nowhere' | 'init' | 'plan' | 'apply';

/** What becomes of a file that a run left, or of its last report. */
export type Harm = 'torn' | 'rewritten' | 'long' | 'empty' | 'other' | 'nested';

/** One run: where it fails, and which of what it left is harmed before anybody reads it. */
export interface OddRun {
  failing: Failing;
  harmed: string | null;
  harm: Harm;
}

/** A life with secrets and texts as nobody would choose them, what its first runs do, and what a person tries between them. */
export interface OddLife {
  secrets: string[];
  texts: string[];
  runs: OddRun[];
  tried: ('nothing' | 'retry' | 'cancel' | 'destroy' | 'change')[];
}

/** The end of a key; `progress` is the report of the run. */
const files = [
  'outcome.json',
  'plan.json',
  'estimate.json',
  'timeline.json',
  'metadata.json',
  'outputs.json',
];
const harmable = [...files, 'creates', 'progress'];

const word = fc.constantFrom(...vocabulary);
const long = fc.record({
  part: fc.oneof(word, fc.constant('😀')),
  times: fc.constantFrom(1, 300, 5_000, 120_000),
});
const text = fc
  .array(fc.oneof(word, fc.string({ unit: 'binary', maxLength: 40 }), long.map(repeated)), { maxLength: 12 })
  .map((parts) => parts.join(' '));

function repeated({ part, times }: { part: string; times: number }): string {
  return part.repeat(Math.ceil(times / part.length));
}

/** Lives whose secrets are the words of our own documents. Their outcomes are harmed more than anything else. */
export const oddLife: fc.Arbitrary<OddLife> = fc.record({
  secrets: fc.array(fc.oneof({ weight: 5, arbitrary: word }, { weight: 1, arbitrary: text }), {
    minLength: 1,
    maxLength: 6,
  }),
  texts: fc.array(text, { minLength: 3, maxLength: 6 }),
  runs: fc.array(
    fc.record({
      failing: fc.constantFrom<Failing>('nowhere', 'nowhere', 'init', 'plan', 'apply'),
      harmed: fc.oneof(fc.constant(null), fc.constant('outcome.json'), fc.constantFrom(...harmable)),
      harm: fc.constantFrom<Harm>('torn', 'rewritten', 'long', 'empty', 'other', 'nested'),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  tried: fc.array(fc.constantFrom('nothing', 'retry', 'cancel', 'destroy', 'change'), { maxLength: 3 }),
});

/** A text as it is after the harm; `secrets` are what a careless search would have taken out of it. */
export function harmed(body: string, harm: Harm, secrets: readonly string[]): string {
  const rewritten = () =>
    secrets.reduce((rest, secret) => rest.replaceAll(secret || '"', '(sensitive)'), body);
  const ways: Record<Harm, () => string> = {
    torn: () => body.slice(0, body.length / 2),
    rewritten,
    long: () => body.replace('{', `{"x":"${'x'.repeat(2_000_000)}",`),
    empty: () => '',
    other: () => '{"version": 2, "outcome": [null]}',
    nested: () => '['.repeat(20_000) + ']'.repeat(20_000),
  };
  return ways[harm]();
}
