import type { TemplateView } from '../../../src/domain/api/responses';
import type { PublishingRules } from '../../../src/domain/template/publishing';

/** A template of the stage itself. */
export const template: TemplateView = {
  name: 'playground',
  version: '1.0.0',
  bundle: 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',
  engine: { name: 'terraform', version: '1.11.4' },
  publishedAt: '2026-01-01T00:00:00.000Z',
  manifest: {
    title: 'Playground',
    description: 'Resources without cost, to try Leasehold with.',
    version: '1.0.0',
    lease: { default: '1d', max: '30d', permanent: false },
    approval: 'auto',
    role: 'developer',
    withdrawn: [],
    inputs: {
      type: 'object',
      additionalProperties: false,
      properties: { resources: { description: 'How many.', type: 'integer', default: 3, minimum: 1 } },
      required: [],
    },
    outputs: { message: { description: 'A message.', sensitive: false } },
    cost: [],
  },
  unaccepted: [],
};

/** A template of a team whose types are accepted. */
export const teamTemplate: TemplateView = {
  ...template,
  name: 'shop/vpc',
  bundle: 'cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc',
  publishedBy: 'ada@example.com',
  types: ['aws_subnet', 'aws_vpc'],
};

/** What a template must keep to. */
export const publishing: PublishingRules = {
  engine: { name: 'terraform', version: '1.11.4' },
  platform: 'linux_arm64',
  programs: [],
  services: ['ec2'],
};

/** The JSON Schema of a file that people write, in short. */
export const schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'https://www.schemastore.org/leasehold-template.json',
  title: 'Leasehold template',
  description: 'template.yaml: what a template of Leasehold is.',
  type: 'object',
};

/** Where editors find the schemas. */
export const schemaCatalog = {
  $schema: 'https://www.schemastore.org/schema-catalog.json',
  version: 1,
  schemas: [
    {
      name: 'Leasehold template',
      description: 'template.yaml: what a template of Leasehold is.',
      fileMatch: ['**/templates/*/template.yaml'],
      url: 'https://leasehold.example.com/schemas/template.json',
    },
  ],
};
