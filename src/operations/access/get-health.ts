import type { Instant } from '../../domain/base/time';
import type { Deps } from '../ports/deps';

/** Whether the control plane can read what it needs, its catalog, and when that was, by the plane's clock. */
export async function getHealth(
  _input: object,
  { catalog, clock }: Pick<Deps, 'catalog' | 'clock'>,
): Promise<{ status: 'ok'; at: Instant; templates: number }> {
  const { templates } = await catalog.read();
  return { status: 'ok', at: clock(), templates: templates.length };
}
