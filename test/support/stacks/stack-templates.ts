import { chooseVersion, type KnownTemplates } from '../../../src/domain/stack/template';
import { stackTemplateOf } from '../../../src/domain/stack/template-of-manifest';
import type { FindTemplate } from '../../../src/domain/stack/resolve-stacks';
import type { Manifest } from '../../../src/domain/template/template';
import { sha256 } from '../builders/sha256';

interface Told {
  inputs: Record<string, object>;
  required?: string[];
  outputs: Record<string, { sensitive?: boolean; schema?: object }>;
  versions?: string[];
}

const text = { type: 'string', description: 'A text.' };

/** Templates as their publishers might have made them; no file of the repository is read. */
const told: Record<string, Told> = {
  vpc: {
    inputs: {
      name: text,
      vpc_cidr: { type: 'string', format: 'cidr', description: 'The range of the network.' },
      zones: { type: 'integer', enum: [2, 3], description: 'How many zones.', default: 3 },
      tags: { type: 'object', additionalProperties: { type: 'string' }, description: 'Tags.' },
    },
    required: ['vpc_cidr'],
    outputs: {
      vpc_id: { schema: { type: 'string' } },
      flow_log_arn: { schema: { type: 'string', format: 'arn' } },
      vpc_cidr_block: { schema: { type: 'string', format: 'cidr' } },
      private_subnet_ids: { schema: { type: 'array', items: { type: 'string' } } },
      subnets: {
        schema: {
          type: 'object',
          additionalProperties: false,
          properties: { a: { type: 'string' }, b: { type: 'string' } },
        },
      },
      zone_count: { schema: { type: 'integer' } },
      flow_log: {},
    },
    versions: ['2.0.0', '1.3.0', '1.2.0'],
  },
  eks: {
    inputs: {
      subnet_ids: { type: 'array', items: { type: 'string' }, minItems: 1, description: 'Subnets.' },
      vpc_id: text,
      kubernetes_version: { type: 'string', description: 'Such as 1.30.' },
      node_groups: {
        type: 'array',
        description: 'Groups of nodes.',
        'x-merge-key': 'name',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['name'],
          properties: {
            name: { type: 'string' },
            min: { type: 'integer' },
            max: { type: 'integer' },
            labels: { type: 'object' },
          },
        },
      },
      zones: { type: 'array', items: { type: 'string' }, description: 'Zones.' },
    },
    required: ['subnet_ids'],
    outputs: {
      cluster_name: { schema: { type: 'string' } },
      oidc_arn: { schema: { type: 'string', format: 'arn' } },
    },
  },
  rds: {
    inputs: {
      subnet_ids: { type: 'array', items: { type: 'string' }, description: 'Subnets.' },
      allowed_cidr: { type: 'string', format: 'cidr', description: 'Who may connect.' },
      multi_az: { type: 'boolean', description: 'In two zones.' },
      backup_days: { type: 'integer', minimum: 1, maximum: 35, description: 'Days.' },
      password: { type: 'string', sensitive: true, description: 'The password.' },
      tags: { type: 'object', additionalProperties: { type: 'string' }, description: 'Tags.' },
    },
    outputs: {
      endpoint: { schema: { type: 'string' } },
      password: { sensitive: true, schema: { type: 'string' } },
      password_secret_arn: { schema: { type: 'string', format: 'arn' } },
    },
  },
  queue: {
    inputs: { policy: { type: 'object', description: 'A policy.' }, role_arn: text },
    outputs: { arn: { schema: { type: 'string', format: 'arn' } } },
  },
};

function manifestOf({
  inputs,
  required = [],
  outputs,
}: Told): Pick<Manifest, 'inputs' | 'outputs' | 'lease'> {
  return {
    inputs: {
      type: 'object',
      additionalProperties: false,
      properties: inputs,
      required,
    } as Manifest['inputs'],
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([name, one]) => [name, { description: name, sensitive: false, ...one }]),
    ) as Manifest['outputs'],
    lease: { default: '7d', max: '90d', permanent: true },
  };
}

const known: KnownTemplates = new Map(
  Object.entries(told).map(([name, { versions = ['1.0.0'] }]) => [name, versions]),
);
const made = new Map(
  Object.entries(told).flatMap(([name, one]) =>
    (one.versions ?? ['1.0.0']).map((version) => [
      `${name}@${version}`,
      stackTemplateOf({ name, version, bundle: sha256(`${name}@${version}`), manifest: manifestOf(one) }),
    ]),
  ),
);

/** Finds the templates of this file as a catalog would. */
export const findTestTemplate: FindTemplate = (asked) => {
  const chosen = chooseVersion(asked, known);
  return 'problem' in chosen ? chosen.problem : made.get(`${asked.name}@${chosen.version}`);
};
