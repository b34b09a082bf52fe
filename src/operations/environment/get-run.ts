import { DomainError } from '../../domain/base/errors';
import type { RunRecord } from '../../domain/environment/run-record';
import type { Deps } from '../ports/deps';

/** The record of one run: its history and what its build last reported. */
export async function getRun({ id }: { id: string }, { runs }: Pick<Deps, 'runs'>): Promise<RunRecord> {
  const run = await runs.get(id);
  if (!run) throw new DomainError('RunNotFound', { run: id });
  return run;
}
