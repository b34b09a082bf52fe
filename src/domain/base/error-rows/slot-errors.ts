import { row } from '../error-row';

/** What runs meet whose target limits how many are at work at once. */
export const slotErrors = {
  SlotsNotFound: row(
    'not-found',
    (d: { target: string }) => `Target ${d.target} has no slots yet: they begin with its first run.`,
  ),
  NoFreeSlot: row(
    'conflict',
    (d: { target: string; run: string }) =>
      `Target ${d.target} has no free slot for the run ${d.run}, which leaves them to others; it is tried again automatically.`,
  ),
};
