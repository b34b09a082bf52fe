import { randomBytes } from 'node:crypto';
import type { TargetInfo } from '../../../domain/access/target-access';
import { DomainError } from '../../../domain/base/errors';
import type { Instant } from '../../../domain/base/time';
import { summarizeTemplate } from '../../../domain/cost/estimate-template';
import { allowUse, type Asker } from '../../../domain/environment/allow-use';
import { type Environment, hasEnded } from '../../../domain/environment/environment';
import { environmentTags } from '../../../domain/environment/tags';
import type { Lease } from '../../../domain/lease';
import { enabledIn } from '../../../domain/stack/entry/check-document';
import { newComponent, type WantedComponents } from '../../../domain/stack/entry/component';
import { endOf } from '../../../domain/stack/entry/ends';
import type { StackEntry } from '../../../domain/stack/entry/stack-entry';
import { keyOf } from '../../../domain/stack/names';
import {
  componentPrice,
  type ComponentPrice,
  type PreviewOrder,
} from '../../../domain/stack/plan/preview-order';
import type { PlannedComponent } from '../../../domain/stack/plan/stack-plan';
import type { ResolvedComponent, ResolvedStack } from '../../../domain/stack/resolved-stack';
import { type Inputs, parseInputs, pinOf, type TemplateVersion } from '../../../domain/template/template';
import { atOnceOf } from './at-once';
import type { Deps } from '../../ports/deps';
import type { Versions } from '../allow-components';
import { wantedIn } from '../wanted-of';
import { type KnownValues, readKnown } from './known-values';

/** A stack that is planned: what is wanted, and what there is of it. */
export interface PlannedStack {
  document: ResolvedStack;
  versions: Versions;
  living: StackEntry | null;
  asker: Asker;
  lease: Lease;
}

type Asked = Omit<PlannedComponent, 'result'>;

/** Of one component: what is wanted of it, of which version and where, and the life that it has. */
interface Wanted extends PlannedStack {
  name: string;
  one: ResolvedComponent;
  wanted: WantedComponents;
  template: TemplateVersion;
  target: TargetInfo;
  seen: Environment | null;
}

/** Writes what the preview run of each component is to plan; returns the components as the plan has them. */
export async function orderPreviews(
  plan: string,
  of: PlannedStack,
  deps: Deps,
): Promise<Record<string, Asked>> {
  const components = Object.entries(enabledIn(of.document));
  const wanted = wantedIn(of.document);
  const asked = await atOnceOf(components, async ([name, one]): Promise<[string, Asked]> => {
    const component = await wantedOf({ ...of, name, one, wanted }, deps);
    const values = await readKnown(component, deps);
    const { order, planned } = orderOf(component, values, {
      plan,
      run: deps.newId(),
      life: deps.newId(),
      now: deps.clock(),
    });
    await deps.previews.order(order);
    return [name, planned];
  });
  return Object.fromEntries(asked);
}

async function wantedOf(
  of: Omit<Wanted, 'template' | 'target' | 'seen'>,
  { registry }: Deps,
): Promise<Wanted> {
  const { document, name, one, asker, living, versions } = of;
  const template = versions[name];
  if (!template) throw new DomainError('CorruptRecord', { what: name, reason: 'it has no version' });
  const { template: pin, target } = one;
  const use = { template: pin.name, version: pin.version, target: target ?? document.target, what: 'create' };
  const found = await registry.get(keyOf(document.stack, name));
  const isOwn = found !== undefined && !hasEnded(found) && living !== null && found.stack?.id === living.id;
  return { ...of, template, target: allowUse(asker, use).target, seen: isOwn ? found : null };
}

interface Chosen {
  plan: string;
  run: string;
  life: string;
  now: Instant;
}

function orderOf(
  of: Wanted,
  { inputs, from, pending }: KnownValues,
  chosen: Chosen,
): { order: PreviewOrder; planned: Asked } {
  const { document, name, one, wanted, template, target, seen } = of;
  const environment = seen ?? newLife(of, chosen);
  const { id: life, tags, lease } = environment;
  const { plan, run } = chosen;
  const order: PreviewOrder = {
    plan,
    run,
    component: name,
    environment: { name: keyOf(document.stack, name), id: life, tags, lease },
    target: seen?.target ?? target.name,
    pin: pinOf(template),
    inputs,
    from,
    pending,
    present: presentOf(seen, pending),
    salt: randomBytes(16).toString('hex'),
  };
  const { digest, needs } = wanted[name] ?? { digest: '', needs: [] };
  const planned: Asked = {
    template: `${one.template.name}@${one.template.version}`,
    digest,
    needs,
    life,
    target: order.target,
    exists: seen?.applied != null,
    ...(seen === null && { tags }),
    run,
    ...(seen?.applied && { present: componentPrice(seen.cost) }),
    estimate: estimateOf(template, inputs, { region: target.region, lease }),
  };
  return { order, planned };
}

/** The life that the component would have: what its resources are tagged with is chosen here, and kept until it is made. */
function newLife(
  { document, name, one, asker, living, lease, wanted }: Wanted,
  { life: id, now }: Chosen,
): Pick<Environment, 'id' | 'tags' | 'lease'> {
  const components = { ...living?.components };
  for (const [each, want] of Object.entries(wanted))
    components[each] = { ...(components[each] ?? newComponent(want)), wanted: want };
  const own = { ...lease, startedAt: now, expiresAt: endOf({ components, lease }, name), extensions: 0 };
  const owner = living?.owner ?? asker.actor.id;
  const about = { name: keyOf(document.stack, name), id, template: one.template.name, owner, lease: own };
  return { id, tags: environmentTags(about), lease: own };
}

/** What pending inputs have had until now. */
function presentOf(seen: Environment | null, pending: KnownValues['pending']): Inputs {
  const had = Object.entries(seen?.applied?.inputs ?? {});
  return Object.fromEntries(had.filter(([input]) => Object.hasOwn(pending, input)));
}

/** What the template says that it costs, with the defaults where all that has none is known. */
function estimateOf(
  { manifest }: TemplateVersion,
  inputs: Inputs,
  stay: { region: string; lease: Lease },
): ComponentPrice {
  const defaults = parseKnown(manifest, inputs);
  return componentPrice(summarizeTemplate(manifest, defaults, stay));
}

function parseKnown(manifest: TemplateVersion['manifest'], inputs: Inputs): Inputs {
  try {
    return parseInputs(manifest, inputs);
  } catch {
    // What is pending may have no default.
    return inputs;
  }
}
