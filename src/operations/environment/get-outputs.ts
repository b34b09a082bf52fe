import { readEnvironment } from './environments';
import type { Deps } from '../ports/deps';
import type { SharedDocument } from '../ports/environment';

/** The outputs of the last apply; of sensitive ones only the name and where the value is. Empty before the first apply. */
export async function getOutputs(
  { name }: { name: string },
  deps: Pick<Deps, 'registry' | 'states'>,
): Promise<SharedDocument> {
  const environment = await readEnvironment(name, deps);
  return (await deps.states.shareOutputs(environment)) ?? { text: '{}' };
}
