/** What a control says of one object: it holds, it does not and what to do, or it cannot be said and why. */
export type Verdict =
  | { is: 'passed' }
  | { is: 'failed'; value: string; fix: string }
  | { is: 'not-assessed'; why: string };

export const passed: Verdict = { is: 'passed' };

export function failed(value: string, fix: string): Verdict {
  return { is: 'failed', value, fix };
}

export function notAssessed(why: string): Verdict {
  return { is: 'not-assessed', why };
}

/** The sternest of several: one that fails says so, whatever is not known of the others. */
export function sternest(verdicts: readonly Verdict[]): Verdict {
  const failures = verdicts.filter((one) => one.is === 'failed');
  const [first] = failures;
  if (first) return failed(joined(failures.map(({ value }) => value)), first.fix);
  return verdicts.find(({ is }) => is === 'not-assessed') ?? passed;
}

/** The mildest of several: one that holds is enough. */
export function mildest(verdicts: readonly Verdict[], otherwise: Verdict): Verdict {
  if (verdicts.some(({ is }) => is === 'passed')) return passed;
  return verdicts.find(({ is }) => is === 'not-assessed') ?? verdicts[0] ?? otherwise;
}

function joined(texts: readonly string[]): string {
  return [...new Set(texts)].join('; ');
}
