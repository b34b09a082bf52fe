import { serialOf, type Work } from '../state/kept-state';
import type { RunContext } from '../run-context';
import { verifyContextOf } from '../verify/verify-context-of';

/**
 * After an apply that failed, brings what it made unseen to its address, so that the plan that follows goes on from
 * it: made again it would be there twice, or its name would be taken. Returns the serial of the state that the plan is made on.
 */
export async function adoptAfterFailure(context: RunContext, work: Work): Promise<Pick<Work, 'serial'>> {
  const { environment, board, verifier } = context;
  if (environment.status !== 'failed' || !environment.applied) return work;
  board.begin('adopt');
  await verifier.adoptUnaccounted(verifyContextOf(context, work));
  return { serial: await serialOf(work.keeper) };
}
