import type { Target } from '../../config/target';
import type { PlannedCreates } from '../../domain/environment/artifacts';
import type { Instant } from '../../domain/base/time';
import type { Terraform } from '../../bundle/terraform/terraform';
import { collectHeld, type HeldResources } from './witnesses/held-resources';
import { ProviderSchemas } from './probe/provider-schemas';
import { readableState, type StateFile } from '../../domain/terraform/state-file';
import type { TargetAccess } from './probe/target-client';

/** What looking for a life's resources needs. */
export interface VerifyContext {
  /** Terraform in the workspace of the pinned bundle, initialised, with the runner's override file in it. */
  terraform: Terraform;
  target: Target;
  life: { name: string; id: string };
  /** When the life began: what AWS made before is none of it. */
  began: Instant;
  /** The bytes of every state this life ever held: each version of the kept one, fenced copies, the local one. */
  stateVersions: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** What each run whose begin-apply was accepted was about to make. */
  plannedCreates: () => Promise<PlannedCreates[]>;
  clock: () => Instant;
  log: (line: string) => void;
  /** The way into the target. */
  access: TargetAccess;
  /** How long to wait before each new look at what seems to be left, in milliseconds; by default about a minute in all. */
  recheckDelaysMs?: number[];
}

/** A context with what is read from it once. */
export interface Inspection extends VerifyContext {
  held: HeldResources;
  schemas: ProviderSchemas;
}

/** Reads every state of the life. */
export async function inspect(context: VerifyContext): Promise<Inspection> {
  const held = await collectHeld(readableStates(context));
  return { ...context, held, schemas: new ProviderSchemas(context.terraform) };
}

async function* readableStates({ stateVersions, log }: VerifyContext): AsyncGenerator<StateFile> {
  for await (const bytes of stateVersions()) {
    const state = readableState(bytes);
    if (state) yield state;
    else
      log(
        'An incomplete state was skipped; resources that only it recorded are searched for as unaccounted.',
      );
  }
}
