import { idleRows } from './idle-rows';
import type { TemplateResource, TemplateResources } from './template';
import type { Use } from './use';

/** What a stage uses in a month of 730 hours in which nobody asks for anything; an Error names each type without a row. */
export function idleUses(stacks: readonly TemplateResources[]): Use[] {
  const all = stacks.flatMap((resources) => Object.values(resources).map((one) => ({ one, resources })));
  refuseUnknown(all.map(({ one }) => one));
  return all.flatMap(({ one, resources }) => {
    const row = idleRows[one.Type];
    return row && 'uses' in row ? row.uses(one, resources) : [];
  });
}

function refuseUnknown(resources: readonly TemplateResource[]): void {
  const types = new Set(resources.map(({ Type }) => Type));
  const unknown = [...types].filter((type) => !Object.hasOwn(idleRows, type)).sort();
  if (unknown.length > 0) throw new Error(`There is no idle cost recorded for ${unknown.join(', ')}`);
}
