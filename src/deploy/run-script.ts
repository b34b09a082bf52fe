import { printable } from '../domain/base/printable';

/** Something that a person must mend before the script can go on; its message says what, and what to do. */
export class Refused extends Error {}

/** Runs a script to its end; a refusal is printed as its message, any other error with its stack. */
export async function runScript(script: () => Promise<void>): Promise<void> {
  try {
    await script();
  } catch (error) {
    console.error(error instanceof Refused ? printable(error.message) : error);
    process.exitCode = 1;
  }
}
