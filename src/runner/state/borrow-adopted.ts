import { createHash } from 'node:crypto';
import type { AdoptedState } from '../../domain/environment/adopt/adopted-state';
import { counted } from '../../domain/base/counted';
import { isDomainError } from '../../domain/base/errors';
import { runFailure } from '../../domain/environment/run-failure';
import { parseState, type StateFile } from '../../domain/terraform/state-file';
import type { RunContext } from '../run-context';
import type { StateKeeper } from './state-keeper';
import { countResources } from './state-outputs';

/**
 * Where nothing was ever kept of a life that adopts a state, works on the copy of it. Whoever destroys such a life has nothing to
 * destroy: what the state holds is not its own before its first apply has kept it.
 */
export async function borrowAdopted(context: RunContext, keeper: StateKeeper): Promise<void> {
  const { environment, persist, states, log } = context;
  const { adopts, name, run } = environment;
  if (!adopts || run?.kind !== 'provision') return;
  const body = requireCopy(await persist(() => states.readUploaded({ name, ...adopts })), adopts);
  const state = stateIn(body, adopts.from);
  await keeper.borrow(body);
  log(`Adopting ${counted(countResources(state), 'resource')} of ${adopts.from}, serial ${state.serial}.`);
}

/** The bytes that were to be adopted, and no others. */
function requireCopy(body: Uint8Array | null, { state: digest, from }: AdoptedState): Uint8Array {
  if (body === null) throw refused(`The copy of ${from} was not uploaded, or is older than 30 days.`);
  if (createHash('sha256').update(body).digest('hex') === digest) return body;
  throw refused(`The copy of ${from} is not the state that was to be adopted.`);
}

function stateIn(body: Uint8Array, from: string): StateFile {
  const state = readableIn(body, from);
  if (countResources(state) > 0) return state;
  throw refused(`${from} holds no resources.`);
}

function readableIn(body: Uint8Array, from: string): StateFile {
  try {
    return parseState(body);
  } catch (error) {
    if (!isDomainError(error, 'CorruptRecord')) throw error;
    throw refused(`${from} is not a Terraform state of format version 4.`);
  }
}

function refused(what: string) {
  const reason = `${what} Nothing was changed. Destroy this environment, which owns nothing, and adopt the state again.`;
  return runFailure('configuration', reason);
}
