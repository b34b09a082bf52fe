import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse as parseYaml } from 'yaml';
import type * as z from 'zod';
import { DeployConfig } from '../../../lib/config/schema';
import { renderSchemas } from '../../../scripts/schemas/render-schemas';
import { RepositoryConfig } from '../../../src/domain/access/repository-config';
import { StackFile } from '../../../src/domain/stack/stack-file';
import { knownKeywords } from '../../../src/domain/template/keywords';
import { TemplateFile } from '../../../src/domain/template/template-file';

type Json = Record<string, unknown>;
const root = process.cwd();
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const kept = (name: string) => JSON.parse(read('docs', 'schemas', `${name}.json`)) as Json;

const ajv = new Ajv({
  strict: true,
  allErrors: true,
  allowUnionTypes: true,
  formats: { uri: (text: string) => URL.canParse(text), email: true, hostname: true, regex: true },
});
const validators = {
  template: ajv.compile(kept('template')),
  config: ajv.compile(kept('config')),
  stage: ajv.compile(kept('stage')),
  stack: ajv.compile(kept('stack')),
};
type Name = keyof typeof validators;
const zods: Record<Name, z.ZodType> = {
  template: TemplateFile,
  config: RepositoryConfig,
  stage: DeployConfig,
  stack: StackFile,
};

/** The blocks of a page in a language that begin so. */
function blocksOf(page: string, language: string, begins: RegExp): string[] {
  const blocks = [...read('docs', page).matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)];
  return blocks.flatMap(([, of, text = '']) => (of === language && begins.test(text) ? [text] : []));
}

/** A stage that uses whatever a stage may use. */
const wholeStage: Json = {
  ...(JSON.parse(read('config', 'dev.json')) as Json),
  $schema: 'https://leasehold.example.com/schemas/stage.json',
  account: '111122223333',
  issuers: [
    {
      name: 'github',
      issuer: 'https://token.actions.githubusercontent.com',
      audience: 'https://leasehold.example.com',
      kind: 'workload',
      jwksUri: 'https://token.actions.githubusercontent.com/.well-known/jwks',
      claims: { id: 'sub', name: 'actor', roles: 'roles', teams: 'teams' },
      workloads: [
        { repositoryId: '1', pullRequests: true, roles: ['developer'], teams: ['shop'] },
        { repositoryOwnerId: '2', ref: 'refs/heads/main', templates: ['shop/*'], targets: ['dev'] },
      ],
    },
  ],
  targets: [
    {
      name: 'dev',
      account: '111122223333',
      region: 'eu-central-1',
      role: 'leasehold-provisioner',
      externalId: 'leasehold-dev',
      services: ['s3'],
      parallelism: 10,
      access: { roles: ['developer'], teams: ['shop'], templates: ['*'], previews: true },
    },
  ],
  imageRepositories: [
    {
      repository: 'acme/shop',
      project: 'shop-images',
      registry: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop',
      teams: ['shop'],
    },
  ],
  imageFindings: { refuse: 'high', exempt: [] },
  notifications: [{ email: 'platform@example.com' }, { https: 'https://example.com/hook' }],
  domain: {
    name: 'leasehold.example.com',
    certificate: 'arn:aws:acm:eu-central-1:111122223333:certificate/0a',
    hostedZone: 'Z0123',
  },
  runbook: 'https://example.com/runbook',
  alarms: { overdueMinutes: 10 },
};

/** A stack that says whatever a stack may say. */
const wholeStack: Json = {
  stack: 'shop-prod',
  import: ['catalog/vpc', './own'],
  preset: 'production',
  account: '111122223333',
  region: 'eu-central-1',
  environment: 'prod',
  target: 'prod',
  lease: '30d',
  isolated: true,
  defaults: { inputs: { tags: { org: 'acme' } } },
  templates: { 'shop/vpc': { version: '^1.2', inputs: { zones: 3 }, lease: 'permanent' } },
  mixins: { small: { inputs: { size: 1 }, after: ['vpc'], enabled: true, target: 'dev', lease: '7d' } },
  components: {
    vpc: {
      template: 'shop/vpc@~1.2.3',
      mixins: ['small'],
      inputs: { vpc_cidr: '10.0.0.0/16', subnets: [{ ref: 'other/vpc.subnets.a' }] },
      after: ['dns'],
      enabled: false,
      target: 'dev',
      lease: '7d',
    },
    dns: { template: 'dns' },
  },
};

const templates = readdirSync(join(root, 'terraform', 'templates'));
const examples: [Name, string, unknown][] = [
  ...templates.map((one): [Name, string, unknown] => [
    'template',
    one,
    parseYaml(read('terraform', 'templates', one, 'template.yaml')),
  ]),
  ...blocksOf('templates.md', 'yaml', /^title:/).map((text, index): [Name, string, unknown] => [
    'template',
    `of docs/templates.md, ${index + 1}`,
    parseYaml(text),
  ]),
  ...blocksOf('github.md', 'yaml', /^template:/).map((text): [Name, string, unknown] => [
    'config',
    'of docs/github.md',
    parseYaml(text),
  ]),
  ['stage', 'config/dev.json', JSON.parse(read('config', 'dev.json'))],
  ['stage', 'with every setting', wholeStage],
  ...blocksOf('stacks.md', 'yaml', /^(?:stack|components|templates|mixins|import|preset):/).map(
    (text, index): [Name, string, unknown] => [
      'stack',
      `of docs/stacks.md, ${index + 1}`,
      parseYaml(text, { logLevel: 'error' }),
    ],
  ),
  ['stack', 'with every key', wholeStack],
];

/** A file that is spoilt at one place. */
interface Spoilt {
  at: string;
  file: unknown;
}

/** Every way to spoil a value wherever it stands: any kind of value in its place, an unknown name, a missing one. */
function* spoiltIn(value: unknown, at = ''): Generator<Spoilt> {
  for (const other of others) yield { at: `${at} = ${JSON.stringify(other)}`, file: other };
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield { at: `${at}.strange`, file: { ...value, strange: 1 } };
  for (const [name, part] of Object.entries(value)) {
    if (!Array.isArray(value)) yield { at: `${at} without ${name}`, file: without(value, name) };
    for (const one of spoiltIn(part, `${at}.${name}`))
      yield { at: one.at, file: withPart(value, name, one.file) };
  }
}

const others = [
  null,
  7,
  -1,
  1.5,
  '',
  ' ',
  'x',
  'repo',
  'http://example.com',
  true,
  [],
  {},
  [null],
  { strange: 1 },
];

function without(value: object, name: string): unknown {
  return Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
}

function withPart(value: object, name: string, part: unknown): unknown {
  const changed = Object.entries(value).map(([key, own]): [string, unknown] => [
    key,
    key === name ? part : own,
  ]);
  return Array.isArray(value) ? changed.map(([, own]) => own) : Object.fromEntries(changed);
}

/** What two parts of a file say of each other, which no JSON Schema can. */
const between =
  /different (account|region)|must not (be longer|name|use|push)|is not the (name|registry)|already the name|is a second issuer|needs (attributes, with|either allowed|one of allowed|exactly one of)|two rules of one name/;

const ofPublication = /^\/(inputs\/properties|outputs\/[^/]+\/schema)(\/|$)/;

function disagreements(name: Name, example: unknown): string[] {
  const wrong: string[] = [];
  for (const { at, file } of spoiltIn(example)) {
    const { success, error } = zods[name].safeParse(file);
    const validate = validators[name];
    const fits = validate(file);
    if (success === fits || error?.issues.every(({ message }) => between.test(message))) continue;
    // Which keywords inputs and outputs may have is said by publication, not by the shape of the file.
    if (success && validate.errors?.every(({ instancePath }) => ofPublication.test(instancePath))) continue;
    wrong.push(
      success
        ? `${at} is refused: ${ajv.errorsText(validate.errors)}`
        : `${at} is taken: ${error.issues[0]?.message}`,
    );
  }
  return wrong;
}

describe('the schemas of the files that people write', () => {
  it.each(Object.entries(renderSchemas()))(
    '%s is what docs/schemas holds; if not, run `npm run openapi`',
    (name, text) => {
      expect(read('docs', 'schemas', name)).toBe(text);
    },
  );

  it.each(examples)('%s: the example %s is valid', (name, _, example) => {
    expect(validators[name](example) ? [] : validators[name].errors).toEqual([]);
    expect(zods[name].safeParse(example).error).toBeUndefined();
  });

  it.each([
    ['template', 'api-service'],
    ['template', 'playground'],
    ['config', 'of docs/github.md'],
    ['stage', 'with every setting'],
    ['stack', 'with every key'],
  ] as const)('%s: whatever is spoilt in %s is refused by the schema as by the program', (name, which) => {
    const [, , example] = examples.find(([of, title]) => of === name && title === which)!;

    expect(disagreements(name, example)).toEqual([]);
  });

  it('takes of an input the keywords that publication takes, and no others', () => {
    const { definitions } = kept('template') as { definitions: { input: { properties: Json } } };
    const template = { title: 'T', description: 'D', version: '1.0.0', lease: { default: '1d', max: '1d' } };
    const withInput = (input: Json) =>
      validators.template({ ...template, inputs: { properties: { size: input } } });

    expect(Object.keys(definitions.input.properties).sort()).toEqual([...knownKeywords].sort());
    expect(withInput({ minimum: 1, group: 'Basics', 'x-own': [], items: { pattern: 'a' } })).toBe(true);
    expect(withInput({ minimun: 1 })).toBe(false);
    expect(withInput({ items: { patern: 'a' } })).toBe(false);
    expect(withInput({ minLength: -1 })).toBe(false);
  });

  it('takes of the schema of an output what it takes of an input', () => {
    const template = { title: 'T', description: 'D', version: '1.0.0', lease: { default: '1d', max: '1d' } };
    const withOutput = (schema: Json) => validators.template({ ...template, outputs: { id: { schema } } });

    expect(withOutput({ type: 'array', items: { type: 'string', format: 'arn' } })).toBe(true);
    expect(withOutput({ type: 'text' })).toBe(false);
    expect(withOutput({ type: 'array', items: { patern: 'a' } })).toBe(false);
  });

  it.each(['template', 'config', 'stage', 'stack'] as const)('%s says of every field what it is', (name) => {
    const silent: string[] = [];
    const visit = (schema: unknown, at: string): void => {
      if (typeof schema !== 'object' || schema === null) return;
      for (const [key, part] of Object.entries(schema)) {
        if (key === 'properties' && !/\/(if|then|anyOf\/\d+|properties)$/.test(at))
          for (const [field, { description }] of Object.entries(
            part as Record<string, { description?: string }>,
          ))
            if (description === undefined) silent.push(`${at}/${field}`);
        visit(part, `${at}/${key}`);
      }
    };

    visit(kept(name), '');

    expect(silent).toEqual([]);
  });
});
