import type { Actor } from '../../../domain/access/actor';
import type { ListEnvironmentsQuery } from '../../../domain/api/queries';
import type { Environment } from '../../../domain/environment/environment';
import { meets, parseNeed } from '../../../domain/template/template-needs';
import type { Deps } from '../../ports/deps';
import type { EntryFilter, Page, Paged } from '../../ports/registry';

/** What a cursor begins with, as no other does, once the caller's present id is listed, and the one before is being listed. */
const former = '-';

/** A list by name, a page at a time. */
export type ListOf = (page: Page) => Promise<Paged<Environment>>;
/** What is looked for, without how it is sorted and which page. */
export type Sought = Omit<ListEnvironmentsQuery, 'limit' | 'cursor' | 'sort'>;

/** The environments that are looked for, by name; `owner: me` is the caller, under the present id and then under the one before. */
export function listOf(
  actor: Actor,
  { owner, ...sought }: Sought,
  { registry }: Pick<Deps, 'registry'>,
): ListOf {
  const need = parseNeed(sought.template ?? '');
  const filter = filterFor({ ...sought, template: need?.template });
  const by = (id: string | undefined) => async (page: Page) => {
    const { items, next } = await registry.list({ ...filter, owner: id }, page);
    return { items: need ? items.filter(({ wanted }) => meets(need, wanted)) : items, next };
  };
  return owner === 'me' ? (page) => listOwn(actor, page, by) : by(owner);
}

/** By where it lies in the item: what is not an attribute of its own is in the body, also of what was written long ago. */
function filterFor({ status, template, phase, team, target, q }: Sought): EntryFilter {
  const is = {
    status,
    template,
    'body.run.phase': phase,
    'body.team': team,
    'body.target': target,
  };
  return { is, ...(q !== undefined && { has: { text: q, in: ['body.name', 'template'] } }) };
}

async function listOwn(
  { id, formerly }: Actor,
  { limit, cursor }: Page,
  by: (owner: string) => ListOf,
): Promise<Paged<Environment>> {
  if (formerly === undefined) return by(id)({ limit, cursor });
  if (cursor?.startsWith(former)) return marked(await by(formerly)({ limit, cursor: within(cursor) }));
  const { items, next } = await by(id)({ limit, cursor });
  if (next !== null) return { items, next };
  if (items.length === limit) return { items, next: former };
  const older = marked(await by(formerly)({ limit: limit - items.length }));
  return { items: [...items, ...older.items], next: older.next };
}

function within(cursor: string): string | undefined {
  return cursor.slice(former.length) || undefined;
}

function marked({ items, next }: Paged<Environment>): Paged<Environment> {
  return { items, next: next === null ? null : `${former}${next}` };
}
