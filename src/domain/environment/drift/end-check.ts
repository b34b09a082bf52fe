import { leasehold } from '../../access/actor';
import type { Change } from '../decisions/change';
import type { Environment } from '../environment';
import { briefReason, type Failure } from '../outcome';
import type { DriftCheck } from './drift-check';

/** An environment that something works beside. */
export type Checked = Environment & { check: DriftCheck };

/** How a check ended, or what was to eject the environment. */
interface CheckEnding {
  result: 'clean' | 'drifted' | 'ejected' | 'failed' | 'cancelled' | 'replaced' | 'lost';
  failure?: Failure | null;
}

/** Without its check; `stop` where its build may still be at work. */
export function endCheck(
  { check, ...rest }: Checked,
  { result, failure }: CheckEnding,
  stop?: 'stop',
): Change {
  const { id, build = null, claimedAt = null, ejects } = check;
  const blame = failure ? { class: failure.class, reason: briefReason(failure) } : {};
  const kind = ejects === undefined ? 'drift' : 'eject';
  const data = { run: id, kind, result, build, claimedAt, ...blame };
  const type = ejects === undefined ? 'DriftCheckEnded' : 'EjectEnded';
  return {
    environment: rest,
    events: [{ type, actor: leasehold, data }],
    effects: stop ? [{ type: 'stop-execution', run: id, workflow: 'check-drift' }] : [],
  };
}

/** What begins, in place of what works beside the environment until then. */
export function inPlaceOf({ check, ...rest }: Environment, started: Change): Change {
  if (!check) return started;
  const ended = endCheck({ ...rest, check }, { result: 'replaced' }, 'stop');
  return {
    environment: started.environment,
    events: [...ended.events, ...started.events],
    effects: [...ended.effects, ...started.effects],
  };
}
