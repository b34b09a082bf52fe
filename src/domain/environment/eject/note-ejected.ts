import type { Change, Moment } from '../decisions/change';
import { type Checked, endCheck } from '../drift/end-check';

/** A sealed copy was left; only who asked for it may have it. */
export function noteEjected(environment: Checked, { bytes }: { bytes: number }, { now }: Moment): Change {
  const { id, by } = environment.check;
  return endCheck({ ...environment, ejected: { run: id, by, at: now, bytes } }, { result: 'ejected' });
}
