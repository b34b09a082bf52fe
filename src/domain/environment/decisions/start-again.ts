import { type Environment, hasEnded } from '../environment';
import { workflowOf } from '../run';
import { type Change, unchanged } from './change';

/** Has a queued run started again, of which nobody knows any more that it is to be; nothing while that is still to be done. */
export function startAgain(environment: Environment, id: string): Change | null {
  const { run, effects } = environment;
  if (hasEnded(environment) || run?.id !== id || run.phase !== 'queued') return unchanged;
  if (effects.some((effect) => effect.type === 'start-execution' && effect.run === id)) return unchanged;
  return {
    environment,
    events: [],
    effects: [{ type: 'start-execution', run: id, workflow: workflowOf(run) }],
  };
}
