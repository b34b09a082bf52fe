import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseHcl } from '@cdktf/hcl2json';
import type { ResourceFacts } from '../../../../src/domain/resources/resource-facts';
import { factsOf, recordedTypes } from '../../../../src/domain/resources/types';
import { allLives } from '../../../../scripts/components/component-lives';
import { terraformRoot } from '../../../support/terraform/terraform-tree';

/** Every type of AWS that a template, module or foundation makes, without the role's own module, which no run applies. */
/** Components are made of services that a target offers as a whole, whatever is recorded of their types. */
const components = allLives().map(({ template }) => `templates/${template}/`);

async function typesOfTerraform(): Promise<string[]> {
  const paths = readdirSync(terraformRoot, { recursive: true, encoding: 'utf8' });
  const files = paths
    .filter((path) => path.endsWith('.tf') && !/\.terraform|provisioner-role/.test(path))
    .filter((path) => !components.some((one) => path.startsWith(one)))
    .map((path) => parseHcl(path, readFileSync(join(terraformRoot, path), 'utf8')));
  const parsed = (await Promise.all(files)) as { resource?: object }[];
  const types = parsed.flatMap(({ resource }) => Object.keys(resource ?? {}));
  return [...new Set(types)].filter((type) => type.startsWith('aws_')).sort();
}

/** The facts that a type which is made must have; an ARN only where the tagging API lists it. */
function missingOf(facts: ResourceFacts | undefined): string[] {
  const { identity, tags, arn, read, create, destroy, price } = facts ?? {};
  const itsArn = tags === 'listed' ? arn : 'none';
  const wanted = { identity, tags, arn: itsArn, read, create, destroy, price };
  return Object.entries(wanted).flatMap(([name, fact]) => (fact === undefined ? [name] : []));
}

const shared = recordedTypes.flatMap((type): [string, string][] => {
  const arn = factsOf(type)?.arn;
  return typeof arn === 'string' ? [[type, arn]] : [];
});

describe('the facts of resource types', () => {
  it('are all known of every type that a template or a module makes', async () => {
    const types = await typesOfTerraform();
    const missing = types.flatMap((type) => missingOf(factsOf(type)).map((fact) => `${type}: ${fact}`));

    expect(missing).toEqual([]);
    expect(types.length).toBeGreaterThan(40);
  });

  it('are named one by one where they are missing', () => {
    const needs = ['read', 'create', 'destroy'];
    expect(missingOf(factsOf('aws_nobody_knows'))).toEqual(['identity', 'tags', ...needs, 'price']);
    expect(missingOf({ tags: 'listed' })).toEqual(['identity', 'arn', ...needs, 'price']);
  });

  it.each(shared)('let %s share the ARN of %s, which has one of its own', (_type, other) => {
    expect(factsOf(other)?.arn).toHaveProperty('resource');
  });

  it('say that a family of types is free where none has a row of its own', () => {
    expect(factsOf('random_password')?.price?.({ type: '', address: '', count: 1, attributes: {} })).toEqual(
      {},
    );
    expect(factsOf('constructor')).toBeUndefined();
  });
});
