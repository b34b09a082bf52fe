import { fillDefaults } from '../../../../src/domain/template/given-inputs';
import type { Inputs } from '../../../../src/domain/template/template';
import { templateVersion } from '../../../support/terraform/catalog';

/** The schema of inputs, as a manifest has it. */
function schemaOf(properties: Record<string, object>, more: object = {}) {
  const described = Object.entries(properties).map(([name, one]) => [name, { description: name, ...one }]);
  const inputs = {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(described),
    ...more,
  };
  return templateVersion({ inputs }).manifest.inputs;
}

const size = { type: 'string', enum: ['small', 'large'], default: 'small' };
const disk = {
  type: 'object',
  properties: { gb: { type: 'integer', default: 8 }, kind: { type: 'string', default: 'gp3' } },
};

describe('fillDefaults', () => {
  it.each<[string, Record<string, object>, Inputs, Inputs]>([
    ['what was not given', { size }, {}, { size: 'small' }],
    ['nothing over what was given', { size }, { size: 'large' }, { size: 'large' }],
    [
      'nothing over a null, which is a value',
      { size: { type: ['string', 'null'], default: 'x' } },
      { size: null },
      { size: null },
    ],
    ['what is inside an object', { disk }, { disk: { gb: 20 } }, { disk: { gb: 20, kind: 'gp3' } }],
    [
      'what is inside each of a list',
      { disks: { type: 'array', items: disk } },
      { disks: [{}, { gb: 1 }] },
      {
        disks: [
          { gb: 8, kind: 'gp3' },
          { gb: 1, kind: 'gp3' },
        ],
      },
    ],
    ['nothing for what has no default', { size, note: { type: 'string' } }, {}, { size: 'small' }],
  ])('adds %s', (_what, properties, given, filled) => {
    expect(fillDefaults(schemaOf(properties), given)).toEqual(filled);
  });

  it('refuses nothing: what is missing or no longer allowed stays as it is', () => {
    const schema = schemaOf({ size, port: { type: 'integer' } }, { required: ['port'] });

    expect(fillDefaults(schema, { size: 'huge' })).toEqual({ size: 'huge' });
    expect(fillDefaults(schema, { gone: 1 })).toEqual({ gone: 1, size: 'small' });
  });

  it('follows what the schema refers to', () => {
    const schema = schemaOf({ disk: { $ref: '#/$defs/disk' } }, { $defs: { disk } });

    expect(fillDefaults(schema, { disk: {} })).toEqual({ disk: { gb: 8, kind: 'gp3' } });
  });
});
