import type { StackView } from '../../domain/stack/entry/stack-view';
import type { Deps } from '../ports/deps';
import { linesOf, type LineDeps } from '../environment/slots/lines-of';
import { inLanes } from '../registry/in-lanes';

type Component = StackView['components'][number];

const atOnce = 16;
/** In these, a run of the component may wait for a slot of its target. */
const mayWait: ReadonlySet<Component['state']> = new Set(['planning', 'waiting', 'applying', 'destroying']);

/** The components, and of those that wait for a slot of their target where in line they are. */
export async function showPlaces(
  components: readonly Component[],
  deps: LineDeps & Pick<Deps, 'registry'>,
): Promise<Component[]> {
  const working = components.filter(({ life, state }) => life !== null && mayWait.has(state));
  const found = await inLanes(working, atOnce, ({ environment }) => deps.registry.get(environment));
  const environments = found.filter((one) => one !== undefined);
  const lines = await linesOf(environments, deps);
  const places = new Map(environments.map(({ name, run }) => [name, lines.get(run?.id ?? '')]));
  return components.map((one) => {
    const line = places.get(one.environment);
    return line ? { ...one, line } : one;
  });
}
