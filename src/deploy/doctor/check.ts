import type { Check } from '../../domain/base/check';

/** A check failed; `advice` lists what a person can do about it. */
export class CheckFailed extends Error {
  constructor(
    message: string,
    readonly advice: string[],
  ) {
    super(message);
  }
}

/** What is well, with what a person could still do about it. */
export interface Passed {
  detail: string;
  advice?: string[];
}

/** The result of one check: what `task` returns when all is well, else what it throws, in AWS's own words if they are AWS's. */
export async function check(name: string, task: () => Promise<string | Passed>): Promise<Check> {
  try {
    const passed = await task();
    const { detail, advice = [] } = typeof passed === 'string' ? { detail: passed } : passed;
    return { check: name, ok: true, detail, advice };
  } catch (error) {
    return { check: name, ok: false, ...describeFailure(error as Error) };
  }
}

function describeFailure(error: Error): Pick<Check, 'detail' | 'advice'> {
  if (error instanceof CheckFailed) return { detail: error.message, advice: error.advice };
  return { detail: `cannot be checked: ${error.name}: ${error.message}`, advice: [] };
}
