import type { Actor } from '../../domain/access/actor';
import { type TargetInfo, type TemplateKind, whyClosed } from '../../domain/access/target-access';
import type { TargetLoad } from '../../domain/access/target-load';
import type { TargetView } from '../../domain/api/responses';
import { kindOf, mayBuild, whyRefused } from '../../domain/environment/allow-use';
import { loadOf } from '../../domain/environment/slots/load-of';
import type { Deps } from '../ports/deps';
import { inLanes } from '../registry/in-lanes';

const atOnce = 16;

/** Every target with what the actor may have built there, and how many runs wait there; who builds nothing is shown why. */
export async function listTargets(
  { actor }: { actor: Actor },
  { catalog, targets, ...deps }: Pick<Deps, 'catalog' | 'targets' | 'slots' | 'log'>,
): Promise<{ items: TargetView[]; next: null }> {
  const { templates } = await catalog.read();
  const newest = templates.flatMap(({ versions }) => versions.slice(0, 1).map(kindOf));
  const buildable = newest.filter((template) => mayBuild(actor, template));
  const items = await inLanes(await targets.read(), atOnce, async (target) => {
    const load = target.limited && (await readLoad(target.name, deps));
    return { ...viewOf(actor, target, buildable), ...(load && { load }) };
  });
  return { items, next: null };
}

/** A line that cannot be read now is left out. */
async function readLoad(
  target: string,
  { slots, log }: Pick<Deps, 'slots' | 'log'>,
): Promise<TargetLoad | undefined> {
  try {
    return loadOf(await slots.get(target));
  } catch (error) {
    log.warn('The line of a target could not be read, and is not shown.', { target, reason: String(error) });
    return undefined;
  }
}

function viewOf(actor: Actor, target: TargetInfo, buildable: TemplateKind[]): TargetView {
  const { name, region } = target;
  const templates = buildable.filter((template) => whyRefused(actor, target, template) === undefined);
  const why = whyClosed(actor, target) ?? whyEmpty(templates);
  const names = templates.map((template) => template.name);
  return { name, region, templates: names, ...(why !== undefined && { closed: `${name} ${why}` }) };
}

function whyEmpty(templates: TemplateKind[]): string | undefined {
  return templates.length === 0 ? 'accepts none of the templates that you may use' : undefined;
}
