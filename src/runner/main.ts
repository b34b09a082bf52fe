import { whyGivenUp } from './start/give-up';
import { identify } from './start/identity';

/** Exits 0 when the run's outcome was recorded or the run was refused to this build, 1 when nothing could be recorded. */
async function main(): Promise<void> {
  const identity = identify();
  // The session is asked for before the rest of the program is loaded; whoever needs it asks again should it fail.
  void identity.sessions.hub().catch(() => undefined);
  if (identity.config.LEASEHOLD_PLAN !== undefined) {
    const { carryOutPreview } = await import('./start/carry-out-preview');
    return carryOutPreview(identity);
  }
  const { carryOut } = await import('./start/carry-out');
  await carryOut(identity);
}

void main().catch((error: unknown) => {
  process.stdout.write(`${whyGivenUp(error)}\n`);
  process.exit(1);
});
