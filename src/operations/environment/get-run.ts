import type { Actor } from '../../domain/access/actor';
import { authorizePreview } from '../../domain/access/authorize';
import { DomainError } from '../../domain/base/errors';
import type { RunRecord } from '../../domain/environment/run-record';
import type { Deps } from '../ports/deps';

/** A run by its id, and the caller, who may be the workflow of a pull request and then reads its own preview's runs only. */
export interface RunLookup {
  actor: Actor;
  id: string;
}

/** The record of one run: its history and what its build last reported. */
export async function getRun({ actor, id }: RunLookup, { runs }: Pick<Deps, 'runs'>): Promise<RunRecord> {
  const run = await runs.get(id);
  if (!run) throw new DomainError('RunNotFound', { run: id });
  authorizePreview(actor, run.environment, 'read a run of');
  return run;
}
