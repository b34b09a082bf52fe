import { componentNames } from './make-folder';

const text = { type: 'string', description: 'A text.' };
const settings = Object.fromEntries(
  Array.from({ length: 18 }, (_, at) => [
    `setting_${at}`,
    at % 3 === 0 ? text : { type: 'integer', minimum: 0, description: 'A number.' },
  ]),
);
const properties = {
  ...settings,
  log_days: { type: 'integer', description: 'Days.' },
  tags: { type: 'object', additionalProperties: { type: 'string' }, description: 'Tags.' },
  vpc_cidr: { ...text, format: 'cidr' },
  vpc_id: text,
  zones: { type: 'array', items: { type: 'string' }, description: 'Zones.' },
  subnet_ids: { type: 'array', items: { type: 'string' }, description: 'Subnets.' },
  node_groups: {
    type: 'array',
    description: 'Groups.',
    'x-merge-key': 'name',
    items: {
      type: 'object',
      required: ['name'],
      additionalProperties: false,
      properties: {
        name: { type: 'string' },
        min: { type: 'integer' },
        max: { type: 'integer' },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
      },
    },
  },
};

/** The templates of the stacks that are measured, as the API has them. */
export const benchTemplates = componentNames.map((name) => ({
  name,
  version: '1.0.0',
  bundle: 'a'.repeat(64),
  manifest: {
    lease: { default: '7d', max: '90d', permanent: true },
    inputs: { type: 'object' as const, additionalProperties: false as const, properties, required: [] },
    outputs: {
      vpc_id: { description: 'Id.', sensitive: false, schema: { type: 'string' } },
      subnet_ids: {
        description: 'Ids.',
        sensitive: false,
        schema: { type: 'array', items: { type: 'string' } },
      },
    },
  },
}));
