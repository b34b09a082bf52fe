import type { Finding } from '../../domain/base/check';

/** Something is not as it must be; `advice` says what to do about it. */
export class Unwell extends Error {
  constructor(
    message: string,
    readonly advice: string[],
  ) {
    super(message);
  }
}

/** One finding: what `task` answers when all is well; what it throws otherwise, in AWS's own words if they are AWS's. */
export async function look(check: string, task: () => Promise<string>): Promise<Finding> {
  try {
    return { check, ok: true, detail: await task(), advice: [] };
  } catch (error) {
    if (error instanceof Unwell) return { check, ok: false, detail: error.message, advice: error.advice };
    const { name, message } = error as Error;
    return { check, ok: false, detail: `cannot be looked at: ${name}: ${message}`, advice: [] };
  }
}
