import type { Api } from '../../client/api';
import { CliError } from '../../client/errors';

/** What a plan makes, so many of each type; nothing where a run came to no plan. */
export async function readPlanned(api: Pick<Api, 'getPlan'>, run: string): Promise<string[]> {
  const made = await typesMadeBy(api, run);
  const types = [...new Set(made)].sort();
  return types.map((type) => {
    const count = made.filter((one) => one === type).length;
    return count === 1 ? type : `${count} × ${type}`;
  });
}

async function typesMadeBy(api: Pick<Api, 'getPlan'>, run: string): Promise<string[]> {
  try {
    const { resources } = await api.getPlan(run);
    return resources.filter(({ action }) => action === 'create').map(({ type }) => type);
  } catch (error) {
    if (error instanceof CliError && error.kind === 'not-found') return [];
    throw error;
  }
}
