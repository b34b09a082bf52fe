import type { Actor } from '../../domain/access/actor';
import { type TargetInfo, type TemplateKind, whyClosed } from '../../domain/access/target-access';
import type { TargetView } from '../../domain/api/responses';
import { kindOf, mayBuild, whyRefused } from '../../domain/environment/allow-use';
import type { Deps } from '../ports/deps';

/** Every target with what the actor may have built there; who builds nothing is shown why. */
export async function listTargets(
  { actor }: { actor: Actor },
  { catalog, targets }: Pick<Deps, 'catalog' | 'targets'>,
): Promise<{ items: TargetView[]; next: null }> {
  const { templates } = await catalog.read();
  const newest = templates.flatMap(({ versions }) => versions.slice(0, 1).map(kindOf));
  const buildable = newest.filter((template) => mayBuild(actor, template));
  return { items: (await targets.read()).map((target) => viewOf(actor, target, buildable)), next: null };
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
