import { packPlainRoot } from '../../bundle/eject/plain-root';
import { seal } from '../../bundle/eject/seal';
import { runFailure } from '../../domain/environment/run-failure';
import type { Environment } from '../../domain/environment/environment';
import type { Outcome } from '../../domain/environment/outcome';
import { parseState } from '../../domain/terraform/state-file';
import type { RunContext } from '../run-context';
import { prepareWorkspace } from '../terraform/workspace';
import { plainRootOf } from './plain-root-of';

/**
 * Packs what is applied as plain Terraform, with its state, sealed for the key of whoever asked: the hub keeps what nobody in it can
 * read. Nothing is planned, applied or locked.
 */
export async function eject(context: RunContext): Promise<Outcome> {
  const { environment, persist, states, life, run, artifacts } = context;
  const { applied, key } = requireStanding(environment);
  const stored = await persist(() => states.readState(life));
  if (!stored) throw runFailure('configuration', 'It has no Terraform state, so there is nothing to eject.');
  parseState(stored.body);
  const { template: pin, inputs, sleep } = applied;
  const user = context.terraformUser;
  const asleep = sleep?.asleep ?? false;
  const workspace = await prepareWorkspace({ ...context, pin, inputs, asleep, user });
  const packed = packPlainRoot(plainRootOf(workspace, { ...context, applied, state: stored.body }));
  const sealed = seal(packed, key, { life: life.id, run });
  await persist(() => artifacts.writeEjected(run, sealed));
  context.log(`Ejected: ${sealed.length} bytes, sealed for ${environment.check?.by ?? ''}.`);
  return { result: 'ejected', bytes: sealed.length };
}

function requireStanding({ applied, check }: Environment) {
  if (applied && check?.ejects !== undefined) return { applied, key: check.ejects };
  throw runFailure('configuration', 'Nothing was applied yet, so there is nothing to eject.');
}
