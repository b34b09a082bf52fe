import { printable } from '../domain/base/printable';

/** Something that a person must mend; its message says what, and what to do. The script ends with the exit code. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
  }
}

/** Runs a script to its end; a refusal is printed as its message, any other error with its stack. */
export async function runScript(script: () => Promise<void>): Promise<void> {
  try {
    await script();
  } catch (error) {
    console.error(error instanceof Refused ? printable(error.message) : error);
    process.exitCode = error instanceof Refused ? error.exitCode : 1;
  }
}
