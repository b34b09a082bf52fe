import * as z from 'zod';
import { DeployConfig } from '../../lib/config/schema';
import { RepositoryConfig } from '../../src/domain/access/repository-config';
import { StackFile } from '../../src/domain/stack/stack-file';
import { TemplateFile } from '../../src/domain/template/template-file';
import { describeInput } from './input-keywords';

type Json = Record<string, unknown>;

/** A file that people write: how it is called, what it says, and which files have it by their names. */
interface WrittenFile {
  schema: z.ZodType;
  title: string;
  description: string;
  fileMatch?: string[];
  /** Changes what zod says of it, in place. */
  refine?: (described: Json) => void;
}

/** Every file that people write, by the name of its schema. */
const files: Readonly<Record<string, WrittenFile>> = {
  template: {
    schema: TemplateFile,
    title: 'Leasehold template',
    description:
      'template.yaml: what a template of Leasehold is, and what Terraform cannot say of its inputs.',
    fileMatch: ['**/templates/*/template.yaml'],
    refine: describeInputs,
  },
  config: {
    schema: RepositoryConfig,
    title: 'Leasehold environment of a repository',
    description: '.idp/config.yml: the environment that the workflows of a repository make.',
    fileMatch: ['**/.idp/config.yml'],
  },
  stack: {
    schema: StackFile,
    title: 'Leasehold stack',
    description: 'stacks/**/*.yaml: a stack of environments, or a layer that stacks import.',
    fileMatch: ['**/stacks/**/*.yaml', '**/stacks/**/*.yml'],
  },
  stage: {
    schema: DeployConfig,
    title: 'Leasehold stage',
    description: 'config/<stage>.json: one stage of the control plane of Leasehold.',
  },
};

/** The text of every file of docs/schemas, by its name: a schema for each file that people write, in draft-07 as SchemaStore has them, and their catalog. */
export function renderSchemas(): Record<string, string> {
  const schemas = Object.entries(files).map(
    ([name, file]) => [`${name}.json`, describeFile(name, file)] as const,
  );
  const all = [...schemas, ['catalog.json', describeCatalog()] as const];
  return Object.fromEntries(all.map(([name, json]) => [name, `${JSON.stringify(json, null, 2)}\n`]));
}

/** What zod knows of schemas, but for their names in the API's description, which are there only if that was loaded. */
class Nameless extends z.core.$ZodRegistry<Json> {
  override get(schema: z.core.$ZodType): Json {
    const { id: _, ...meta } = z.globalRegistry.get(schema) ?? {};
    return meta;
  }
}

function describeFile(name: string, { schema, title, description, refine }: WrittenFile): Json {
  const { $schema, ...described } = z.toJSONSchema(schema, {
    target: 'draft-7',
    metadata: new Nameless(),
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => plain(jsonSchema as Json),
  }) as Json;
  refine?.(described);
  const own = { $schema, $id: `https://www.schemastore.org/leasehold-${name}.json`, title, description };
  // zod numbers what contains itself, which is any JSON value only.
  return JSON.parse(JSON.stringify({ ...own, ...described }).replaceAll('__schema0', 'json')) as Json;
}

/** Every name is a text, so that is not said. */
function plain(schema: Json): void {
  const { propertyNames: names } = schema as { propertyNames?: Json };
  if (names?.['type'] === 'string' && Object.keys(names).length === 1) delete schema['propertyNames'];
}

interface WithInputs {
  properties: {
    inputs: { properties: { properties: Json } };
    outputs: { additionalProperties: { properties: Json } };
  };
  definitions?: Json;
}

/** An output is described by the keywords that inputs have; a definition cannot stand beside other words in this draft. */
const outputSchema = {
  additionalProperties: undefined,
  propertyNames: undefined,
  allOf: [{ $ref: '#/definitions/input' }],
};

function describeInputs(described: Json): void {
  const file = described as unknown as WithInputs;
  file.properties.inputs.properties.properties['additionalProperties'] = { $ref: '#/definitions/input' };
  const { properties: output } = file.properties.outputs.additionalProperties;
  output['schema'] = { ...(output['schema'] as Json), ...outputSchema };
  file.definitions = { ...file.definitions, input: describeInput() };
}

/** As SchemaStore has it; the addresses follow that of the catalog. */
function describeCatalog(): Json {
  return {
    $schema: 'https://www.schemastore.org/schema-catalog.json',
    version: 1,
    schemas: Object.entries(files).map(([name, { title, description, fileMatch }]) => ({
      name: title,
      description,
      ...(fileMatch && { fileMatch }),
      url: `https://www.schemastore.org/leasehold-${name}.json`,
    })),
  };
}
