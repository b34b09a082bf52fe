import type { Environment } from '../environment';

/** What every line about an environment says: its name, its life, and its run while it has one. */
export function logIds({ name, id, run }: Pick<Environment, 'name' | 'id' | 'run'>): Record<string, string> {
  return { environment: name, life: id, ...(run && { run: run.id }) };
}
