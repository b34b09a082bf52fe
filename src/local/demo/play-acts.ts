import type { Act } from './acts';
import { PromiseBroken } from './promises';
import type { Stage } from './stage';

/** Plays act after act and stops at the first that fails, printing which one and why. Returns whether all succeeded. */
export async function playActs(acts: readonly Act[], stage: Stage): Promise<boolean> {
  for (const [index, { shows, play }] of acts.entries()) {
    const began = Date.now();
    stage.say(`\n── ${index + 1} of ${acts.length} · ${shows}`);
    try {
      await play(stage);
    } catch (error) {
      if (!(error instanceof PromiseBroken)) throw error;
      stage.say(`\n✗ Act ${index + 1} failed (${shows})\n  ${error.message}`);
      return false;
    }
    stage.say(`✓ passed, ${secondsSince(began)}`);
  }
  return true;
}

/** How long ago an instant (milliseconds since the epoch) was, in words. */
export function secondsSince(began: number): string {
  return `${((Date.now() - began) / 1000).toFixed(0)} s`;
}
