import { createHash } from 'node:crypto';
import { causeIdOf, causesOf, type DriftCause } from '../../../domain/environment/drift/drift-causes';
import type { Environment } from '../../../domain/environment/environment';
import type { Artifacts } from '../../ports/environment';
import { inLanes } from '../../registry/in-lanes';

/** So many findings are read at a time. */
const lanes = 8;

/** What the last checks found, one row for each cause, each with its id. */
export async function readCauses(
  environments: readonly Environment[],
  { artifacts }: { artifacts: Pick<Artifacts, 'readDrift'> },
): Promise<(DriftCause & { id: string })[]> {
  const drifted = environments.filter(({ drift }) => drift !== undefined && drift.objects > 0);
  const found = await inLanes(drifted, lanes, async ({ name, drift }) => {
    const document = drift && (await artifacts.readDrift(drift.check));
    return { name, objects: document?.objects ?? [] };
  });
  return causesOf(found).map((cause) => ({ ...cause, id: idOf(cause) }));
}

function idOf({ type, change, isHidden }: DriftCause): string {
  return causeIdOf({ type, change, isHidden }, (text) => createHash('sha256').update(text).digest('hex'));
}
