import type { Environment } from '../../domain/environment/environment';
import type { Registry } from '../ports/environment';

/** A life by its name while it has that, else as it was kept when the name went to another one; undefined where neither is. */
export async function findLife(
  { id, name }: { id: string; name: string },
  { registry }: { registry: Registry },
): Promise<Environment | undefined> {
  const current = await registry.get(name);
  return current?.id === id ? current : registry.getLife(id);
}
