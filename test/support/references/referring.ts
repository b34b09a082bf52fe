import { kinds } from '../../../lambdas/sweep/kinds';
import { minute, plus } from '../../../src/domain/base/time';
import type { OutputsDocument } from '../../../src/domain/environment/artifacts';
import type { Environment } from '../../../src/domain/environment/environment';
import type { Catalog } from '../../../src/domain/template/template';
import { sweep } from '../../../src/operations/registry/sweep';
import { templateVersion } from '../terraform/catalog';
import type { Stage } from '../plane/operations-stage';

const closed = { type: 'object', additionalProperties: false };
const described = (schema: object) => ({ description: 'One.', ...schema });
const network = templateVersion({
  lease: { default: '1d', max: '30d', permanent: true },
  outputs: {
    vpc_id: described({ schema: { type: 'string', pattern: '^vpc-' } }),
    subnets: described({ schema: { type: 'object', additionalProperties: { type: 'string' } } }),
    zones: described({ schema: { type: 'array', items: { type: 'string' } } }),
    key: described({ sensitive: true, schema: { type: 'string' } }),
    old: described({}),
  },
});
const app = templateVersion({
  lease: { default: '1d', max: '30d', permanent: true },
  inputs: {
    ...closed,
    required: ['vpc_id'],
    properties: {
      vpc_id: described({ type: 'string' }),
      zone: described({ type: 'string', maxLength: 12 }),
      count: described({ type: 'integer' }),
    },
  },
  needs: { network: 'network@^1', other: 'app@^1' },
  outputs: { url: described({ schema: { type: 'string' } }) },
});

/** A catalog of a template that gives outputs, and one that takes some. */
export const referring: Catalog = {
  templates: [
    {
      name: 'network',
      versions: [
        { ...network, name: 'network' },
        {
          ...network,
          name: 'network',
          version: '0.9.0',
          manifest: { ...network.manifest, version: '0.9.0' },
        },
      ],
    },
    { name: 'app', versions: [{ ...app, name: 'app' }] },
  ],
};

/** What the network's apply left. */
export const networkOutputs: OutputsDocument = {
  vpc_id: { sensitive: false, type: 'string', value: 'vpc-1' },
  subnets: { sensitive: false, type: ['map', 'string'], value: { a: 'subnet-a' } },
  zones: { sensitive: false, type: ['list', 'string'], value: ['eu-1', 'a-zone-with-a-long-name'] },
  key: { sensitive: true, type: 'string', value: null, where: 's3://state' },
  old: { sensitive: false, type: 'number', value: 3 },
};

/** Ways to have environments refer to others on a stage. */
export function referringOn(stage: Stage) {
  const take = (references: Record<string, string>, more: object = {}) =>
    stage.create({ name: 'web', template: 'app', ttl: '1h', references, ...more });
  return {
    take,
    /** An environment that gives what the network gives. */
    network: async (name = 'net', more: object = { ttl: '3h' }): Promise<Environment> => {
      const made = await stage.ready({ name, template: 'network', ...more });
      stage.world.outputs.set(made.id, networkOutputs);
      return made;
    },
    /** One that takes its VPC, built. */
    web: (name = 'web', more: object = {}): Promise<Environment> =>
      stage.ready({
        name,
        template: 'app',
        ttl: '1h',
        references: { vpc_id: 'env:net.vpc_id' },
        ...more,
      }),
    usersOf: async (name = 'net') => (await stage.read(name)).usedBy?.map((one) => one.name) ?? [],
    /** The sweep after so many minutes. */
    pass: async (minutes: number): Promise<void> => {
      stage.world.now = plus(stage.world.now, minutes * minute);
      await sweep(kinds, stage.deps);
    },
  };
}
