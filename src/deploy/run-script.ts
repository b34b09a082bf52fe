/** Something that a person must mend before the script can go on; its message says what, and what to do. */
export class Refused extends Error {}

/** Runs a script to its end; what was refused is told in its own words, anything else with its trace. */
export async function runScript(script: () => Promise<void>): Promise<void> {
  try {
    await script();
  } catch (error) {
    console.error(error instanceof Refused ? error.message : error);
    process.exitCode = 1;
  }
}
