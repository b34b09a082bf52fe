/** Why a build ends with exit code 1: what it did is on no item. */
export function whyGivenUp(error: unknown): string {
  return `Nothing could be recorded: ${error instanceof Error ? error.message : String(error)}`;
}
