import type { RefusalRow } from '../../domain/access/refusal';
import type { Deps } from '../ports/deps';
import type { Page, Paged } from '../ports/registry';

/** What was refused to signed-in actors on a day, in order; today where none is named. */
export async function listRefusals(
  { day, limit, cursor }: { day?: string | undefined } & Page,
  { refusals, clock }: Pick<Deps, 'refusals' | 'clock'>,
): Promise<Paged<RefusalRow>> {
  return refusals.list(day ?? clock().slice(0, 10), { limit, cursor });
}
