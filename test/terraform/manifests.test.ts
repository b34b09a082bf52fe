import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseHcl } from '@cdktf/hcl2json';
import Ajv2020 from 'ajv/dist/2020';
import { parse as parseYaml } from 'yaml';
import { allLives } from '../../scripts/components/component-lives';
import { estimateCost } from '../../src/domain/cost/estimate';
import { resourcesOfManifest } from '../../src/domain/cost/manifest-resources';
import { knownFormats, patternOfFormat } from '../../src/domain/template/formats';
import { type Manifest, parseInputs } from '../../src/domain/template/template';
import { TemplateFile } from '../../src/domain/template/template-file';
import { readFolder } from '../../src/tools/read-folder';
import { packWhole } from '../support/terraform/pack-whole';
import { namesOf, terraformRoot } from '../support/terraform/terraform-tree';

/** What is built from by stacks: a total with a type of theirs that has no price says "at least". */
const components = new Set(allLives().map(({ template }) => template));

type Blocks = Record<
  string,
  [{ description?: string; type?: string; default?: unknown; sensitive?: boolean }]
>;
type InputSchema = Record<string, unknown> & { type: string; description: string; examples?: unknown[] };

const read = (...path: string[]) => readFileSync(join(terraformRoot, 'templates', ...path), 'utf8');

async function blocksOf(template: string, file: string, kind: string): Promise<Blocks> {
  const json = (await parseHcl(file, read(template, file))) as Record<string, Blocks>;
  return json[kind] ?? {};
}

/** The Terraform type that takes every value which a JSON Schema of this kind lets through. */
function terraformTypeOf(schema: InputSchema): string {
  const scalars: Record<string, string> = {
    integer: 'number',
    number: 'number',
    string: 'string',
    boolean: 'bool',
  };
  if (schema.type === 'array') return `list(${terraformTypeOf(schema['items'] as InputSchema)})`;
  if (schema.type === 'object' && schema['properties'] !== undefined) return objectTypeOf(schema);
  if (schema.type === 'object')
    return `map(${terraformTypeOf(schema['additionalProperties'] as InputSchema)})`;
  return scalars[schema.type] ?? 'none';
}

function objectTypeOf({ properties, required }: InputSchema): string {
  const members = Object.entries(properties as Record<string, InputSchema>).map(([name, schema]) => {
    const type = terraformTypeOf(schema);
    const preset = schema['default'] === undefined ? '' : `, ${JSON.stringify(schema['default'])}`;
    return `${name} = ${(required as string[]).includes(name) ? type : `optional(${type}${preset})`}`;
  });
  return `object({ ${members.join(', ')} })`;
}

/** A type as Terraform's parser gives it, however it stands in the file. */
function onOneLine(type: string | undefined): string | undefined {
  return type
    ?.replace(/^\$\{([^]*)\}$/, '$1')
    .replace(/\(\{\s+/g, '({ ')
    .replace(/\n\s*\}/g, ' }')
    .replace(/\n\s*/g, ', ')
    .replace(/ {2,}/g, ' ');
}

/** What a person gives at least: the example of every input that is required. */
function leastInputs({ inputs: { required, properties } }: Manifest): Record<string, unknown> {
  return Object.fromEntries(required.map((name) => [name, (properties[name] as InputSchema).examples?.[0]]));
}

let manifests: ReadonlyMap<string, Manifest>;
beforeAll(async () => {
  const engine = { name: 'terraform' as const, version: '1.11.4' };
  const packed = await packWhole({ files: await readFolder(terraformRoot), engine });
  manifests = new Map(packed.map(({ name, manifest }) => [name, manifest]));
});

/** What publication makes of a template's file and its module. */
function manifestOf(template: string): Manifest {
  return manifests.get(template) ?? fail(template);
}

function fail(template: string): never {
  throw new Error(`${template} is not published`);
}

describe.each(namesOf('templates'))('manifest of %s', (template) => {
  let manifest: Manifest;
  let properties: Record<string, InputSchema>;
  beforeAll(() => {
    manifest = manifestOf(template);
    properties = manifest.inputs.properties as Record<string, InputSchema>;
  });

  it('asks for the variables of the template, and leaves leasehold to the control plane', async () => {
    const variables = await blocksOf(template, 'variables.tf', 'variable');

    const supplied = ['leasehold', ...(manifest.sleep ? ['awake'] : [])];
    expect(Object.keys(variables).sort()).toEqual([...Object.keys(properties), ...supplied].sort());
  });

  it('gives every input the type, default and description of its variable', async () => {
    const variables = await blocksOf(template, 'variables.tf', 'variable');

    const declared = Object.entries(properties).map(([name]) => {
      const [{ description, type, default: value }] = variables[name] ?? [{}];
      return [name, { description, type: onOneLine(type), value }];
    });

    const promised = Object.entries(properties).map(([name, schema]) => {
      return [
        name,
        { description: schema.description, type: terraformTypeOf(schema), value: schema['default'] },
      ];
    });
    expect(promised).toEqual(declared);
  });

  it('says nothing in its file that stands in the variables or outputs of the module', () => {
    const { inputs, outputs } = TemplateFile.parse(parseYaml(read(template, 'template.yaml')));

    const repeated = Object.values(inputs.properties).filter(
      (one) => 'description' in one || 'default' in one || 'sensitive' in one || one['type'] === 'string',
    );

    const said = Object.values(outputs).flatMap((one) => Object.keys(one));
    expect([repeated, said.filter((one) => one !== 'schema')]).toEqual([[], []]);
  });

  it('is a closed JSON Schema 2020-12 that fills in defaults and refuses what it does not know', () => {
    const formats = Object.fromEntries(
      knownFormats.map((one) => [one, patternOfFormat(one) ?? (true as const)]),
    );
    const validate = new Ajv2020({ strict: true, useDefaults: true, formats }).compile(manifest.inputs);
    const inputs = leastInputs(manifest);

    const accepted = validate(inputs);

    expect(accepted).toBe(true);
    expect(inputs).toEqual(parseInputs(manifest, leastInputs(manifest)));
    expect(validate({ ...leastInputs(manifest), unheard_of: 1 })).toBe(false);
  });

  it('promises the outputs of the template, with the same secrets', async () => {
    const outputs = await blocksOf(template, 'outputs.tf', 'output');

    const { outputs: said } = TemplateFile.parse(parseYaml(read(template, 'template.yaml')));
    const declared = Object.entries(outputs).map(([name, [{ description, sensitive = false }]]) => {
      return [name, { description, sensitive, schema: said[name]?.schema }];
    });

    expect(manifest.outputs).toEqual(Object.fromEntries(declared));
  });

  it('says of every output what its values are', () => {
    const untyped = Object.entries(manifest.outputs).filter(
      ([, { schema }]) => schema?.['type'] === undefined,
    );

    expect(untyped.map(([name]) => name)).toEqual([]);
  });
});

/** What the least inputs of a template make, and what of that has no price. */
function pricedOf(template: string) {
  const manifest = manifestOf(template);
  const resources = resourcesOfManifest(manifest.cost, parseInputs(manifest, leastInputs(manifest)));
  const { unpriced } = estimateCost(resources, { region: 'us-east-1', leaseHours: 168 });
  return { resources, unpriced };
}

describe.each(namesOf('templates').filter((name) => !components.has(name)))('manifest of %s', (template) => {
  it('has a price for everything it is made of', () => {
    const { resources, unpriced } = pricedOf(template);

    expect(resources.length).toBeGreaterThan(0);
    expect(unpriced).toEqual([]);
  });
});

describe.each([...components])('manifest of the component %s', (template) => {
  it('names what it is made of, with a price or without', () => {
    expect(pricedOf(template).resources.length).toBeGreaterThan(0);
  });
});

describe('manifest of api-service', () => {
  let manifest: Manifest;
  beforeAll(() => {
    manifest = manifestOf('api-service');
  });
  const monthly = (inputs: object) => {
    const resources = resourcesOfManifest(manifest.cost, parseInputs(manifest, inputs));
    const { lines } = estimateCost(resources, { region: 'us-east-1', leaseHours: 730 });
    return lines.reduce((sum, line) => sum + line.monthly, 0);
  };

  it('costs less without a NAT gateway, the addresses of its tasks included', () => {
    const [withGateway, without] = [monthly({ nat: 'single' }), monthly({ nat: 'none' })];

    // The gateway with its address is 36.50 a month; one task pays 3.65 for an address of its own.
    expect(withGateway - without).toBeCloseTo(32.85, 2);
  });

  it('costs more with more tasks', () => {
    expect(monthly({ desired_count: 3 })).toBeGreaterThan(monthly({ desired_count: 1 }));
  });
});
