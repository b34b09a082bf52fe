import { beginApply } from '../../../../src/operations/environment/runner-gate';
import { settleRun } from '../../../../src/operations/environment/settle-run';
import { sweep } from '../../../../src/operations/registry/sweep';
import { kinds } from '../../../../lambdas/sweep/kinds';
import { minute, plus } from '../../../../src/domain/base/time';
import { hasEnded } from '../../../../src/domain/environment/environment';
import type { OutputsDocument } from '../../../../src/domain/environment/artifacts';
import type { ResolvedComponent, ResolvedStack } from '../../../../src/domain/stack/resolved-stack';
import type { Catalog } from '../../../../src/domain/template/template';
import { planDigest, planOf } from '../../builders/births';
import { appliedOutcome, destroyedOutcome, failedOutcome } from '../../builders/lives';
import type { Stage } from '../../plane/operations-stage';
import { catalogOf, templateVersion } from '../../terraform/catalog';

const text = { type: 'string', description: 'A text.' };
const network = {
  ...templateVersion({
    inputs: { type: 'object', additionalProperties: false, properties: { cidr: text } },
    outputs: {
      vpc_id: { description: 'The VPC.', schema: { type: 'string' } },
      subnets: {
        description: 'Subnets.',
        schema: { type: 'object', additionalProperties: { type: 'string' } },
      },
      password: { description: 'Secret.', sensitive: true },
    },
  }),
  name: 'network',
  bundle: 'a'.repeat(64),
};
const service = {
  ...templateVersion({
    inputs: {
      type: 'object',
      additionalProperties: false,
      properties: {
        vpc_id: text,
        places: { type: 'array', description: 'Where.', items: { type: 'string' } },
        size: { type: 'integer', description: 'How large.' },
      },
    },
  }),
  name: 'service',
  bundle: 'c'.repeat(64),
};

export const stackCatalog: Catalog = {
  templates: [...catalogOf(network).templates, ...catalogOf(service).templates],
};

/** A component as a resolver leaves it. */
export function componentOf(
  template: 'network' | 'service',
  more: Partial<ResolvedComponent> = {},
): ResolvedComponent {
  const { name, version, bundle } = template === 'network' ? network : service;
  const pinned = { name, version, bundle };
  return { template: pinned, enabled: true, after: [], inputs: {}, references: [], sources: [], ...more };
}

/** A network, and a service in it that takes two of its outputs, one of them in a list. */
export function twoOf(more: Partial<ResolvedComponent> = {}): Record<string, ResolvedComponent> {
  return {
    net: componentOf('network', { inputs: { cidr: '10.0.0.0/16' } }),
    api: componentOf('service', {
      inputs: { vpc_id: { ref: 'net.vpc_id' }, places: ['here', { ref: 'net.subnets.a' }], size: 1 },
      references: [
        { path: '/vpc_id', ref: 'net.vpc_id' },
        { path: '/places/1', ref: 'net.subnets.a' },
      ],
      ...more,
    }),
  };
}

/** Three levels: a network, a service that takes an output of it, and one that comes after that service. */
export function threeOf(): Record<string, ResolvedComponent> {
  const vpc = {
    inputs: { vpc_id: { ref: 'net.vpc_id' } },
    references: [{ path: '/vpc_id', ref: 'net.vpc_id' }],
  };
  return {
    net: componentOf('network', { inputs: { cidr: '10.0.0.0/16' } }),
    api: componentOf('service', vpc),
    web: componentOf('service', { after: ['api'] }),
  };
}

export function documentOf(components: Record<string, ResolvedComponent>, lease = '1d'): ResolvedStack {
  const layers = [{ file: 'shop.yaml', digest: 'd'.repeat(64) }];
  return { format: 1, stack: 'shop', lease, layers, components };
}

export const outputs: OutputsDocument = {
  vpc_id: { sensitive: false, type: 'string', value: 'vpc-1' },
  subnets: { sensitive: false, type: ['map', 'string'], value: { a: 'subnet-a' } },
  password: { sensitive: true, type: 'string', value: null, where: 'the state' },
};

/** The ways in which builds and time go on with the components of the stack `shop`. */
export function playsOf(stage: Stage) {
  const { world } = stage;
  const keyOf = (component: string) => `shop.${component}`;
  const look = async (): Promise<void> => {
    for (let time = 0; time < 2; time++) {
      world.now = plus(world.now, 2 * minute);
      await sweep(kinds, stage.deps);
    }
  };
  const apply = async (component: string): Promise<void> => {
    const taken = await stage.claim(keyOf(component));
    await beginApply({ ...taken, planDigest }, stage.deps);
    world.outputs.set(taken.id, outputs);
    stage.leave(taken, appliedOutcome(taken.runId));
    await settleRun(taken, stage.deps);
    await look();
  };
  const plan = async (component: string): Promise<void> => {
    const taken = await stage.claim(keyOf(component));
    stage.leave(taken, { result: 'planned', plan: { ...planOf(taken.runId), needs: ['template-always'] } });
    await settleRun(taken, stage.deps);
    await look();
  };
  const fail = async (component: string): Promise<void> => {
    const taken = await stage.claim(keyOf(component));
    stage.leave(taken, failedOutcome());
    await settleRun(taken, stage.deps);
    await look();
  };
  const destroy = async (component: string): Promise<void> => {
    const taken = await stage.claim(keyOf(component));
    stage.leave(taken, destroyedOutcome(world.now));
    await settleRun(taken, stage.deps);
    await look();
  };
  const there = async (): Promise<string[]> => {
    const all = await Promise.all(['net', 'api', 'web'].map((one) => stage.deps.registry.get(keyOf(one))));
    return all.flatMap((one) => (one && !hasEnded(one) ? [`${one.name} ${one.status}`] : []));
  };
  return { look, apply, plan, fail, destroy, there };
}
