import type { Deps } from '../ports/deps';

const living = ['pending', 'ready', 'failed', 'destroying', 'stuck'];
const limit = 100;

/** The names of all environments that live in a target, in order. */
export async function namesIn(target: string, { registry }: Pick<Deps, 'registry'>): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const filter = { is: { status: living, 'body.target': target } };
    const page = await registry.list(filter, { limit, cursor });
    names.push(...page.items.map(({ name }) => name));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return names;
}
