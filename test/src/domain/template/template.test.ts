import {
  findTemplate,
  Manifest,
  parseInputs,
  pinOf,
  PublishableManifest,
} from '../../../../src/domain/template/template';
import { templateVersion } from '../../../support/terraform/catalog';

const { manifest } = templateVersion();
const issuesOf = (given: unknown) => {
  const { error } = Manifest.safeParse(given);
  return error?.issues.map((issue) => issue.path.join('.')) ?? [];
};

describe('Manifest', () => {
  it('fills in what may be left out', () => {
    const { lease, approval, cost, outputs } = templateVersion({
      lease: { default: '1d', max: '2d' },
    }).manifest;

    expect({ lease, approval, cost, outputs }).toEqual({
      lease: { default: '1d', max: '2d', permanent: false },
      approval: 'auto',
      cost: [],
      outputs: { message: { description: 'A message.', sensitive: false } },
    });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a key it does not know', { extra: 1 }, ''],
    ['a version that is no semver', { version: '1.0' }, 'version'],
    ['a default lease that is no duration', { lease: { default: '1y', max: '1d' } }, 'lease.default'],
    ['a longest lease that is no duration', { lease: { default: '1d', max: '' } }, 'lease.max'],
    ['a default lease above the longest', { lease: { default: '2d', max: '1d' } }, 'lease.default'],
    ['an approval of another sort', { approval: 'never' }, 'approval'],
    ['an approval above less than nothing', { approval: { above: -1 } }, 'approval.above'],
    [
      'open inputs',
      { inputs: { ...manifest.inputs, additionalProperties: true } },
      'inputs.additionalProperties',
    ],
    [
      'an input without description',
      { inputs: { ...manifest.inputs, properties: { a: { type: 'string' } } } },
      'inputs.properties.a.description',
    ],
    [
      'an input that is no JSON Schema',
      { inputs: { ...manifest.inputs, properties: { a: { description: 'A.', type: 'text' } } } },
      'inputs',
    ],
    ['an output without description', { outputs: { url: {} } }, 'outputs.url.description'],
    ['a need that names no range of versions', { needs: { network: 'vpc@newest' } }, 'needs.network'],
    ['a need of what is not a template', { needs: { network: 'VPC@^1' } }, 'needs.network'],
    ['a need with two ranges', { needs: { network: 'vpc@^1@^2' } }, 'needs.network'],
    ['a need under another name', { needs: { 'the network': 'vpc@^1' } }, 'needs.the network'],
    [
      'a schema of an output that is not one',
      { outputs: { id: { description: 'Id.', schema: { type: 'text' } } } },
      'outputs.id.schema',
    ],
    ['a negative count', { cost: [{ type: 'aws_vpc', count: -1 }] }, 'cost.0.count'],
  ])('refuses %s', (_what, change, at) => {
    expect(issuesOf({ ...manifest, ...change })).toContain(at);
  });
});

describe('a manifest that withdraws its own version', () => {
  const withdrawing = { ...manifest, withdrawn: [manifest.version] };

  it('is not published, as there would be nothing to use instead', () => {
    const { error } = PublishableManifest.safeParse(withdrawing);

    expect(error?.issues).toEqual([expect.objectContaining({ path: ['withdrawn'] })]);
  });

  it('is read: a newer version withdrew it', () => {
    expect(Manifest.safeParse(withdrawing).success).toBe(true);
  });
});

describe('parseInputs', () => {
  const typed = templateVersion({
    inputs: {
      type: 'object',
      additionalProperties: false,
      required: ['size'],
      properties: {
        size: { type: 'string', description: 'How big.', enum: ['small', 'large'] },
        count: { type: 'integer', description: 'How many.', default: 3, minimum: 1 },
        note: { type: 'string', description: 'Anything.', default: '' },
      },
    },
  }).manifest;

  it('fills in defaults', () => {
    expect(parseInputs(typed, { size: 'small' })).toEqual({ size: 'small', count: 3, note: '' });
    expect(parseInputs(manifest, undefined)).toEqual({ resources: 3 });
  });

  it.each([
    [{}, 'inputs.size'],
    [{ size: 'huge' }, 'inputs.size'],
    [{ size: 'small', count: 0 }, 'inputs.count'],
    [{ size: 'small', count: 1.5 }, 'inputs.count'],
    [{ size: 'small', colour: 'red' }, 'inputs.colour'],
    [{ size: 'small', note: 'x'.repeat(17_000) }, 'inputs'],
    [{ size: 'small', note: 'ä'.repeat(8_200) }, 'inputs'],
    [[], 'inputs'],
  ])('refuses %j', (given, field) => {
    expect(() => parseInputs(typed, given)).toThrow(
      expect.objectContaining({ details: { issues: [expect.objectContaining({ field })] } }),
    );
  });
});

describe('findTemplate', () => {
  const old = templateVersion();
  const newest = templateVersion({ version: '1.1.0' });
  const catalog = { templates: [{ name: 'playground', versions: [newest, old] }] };

  it('finds the newest version, or the one named', () => {
    expect(pinOf(findTemplate(catalog, 'playground')).version).toBe('1.1.0');
    expect(pinOf(findTemplate(catalog, 'playground', '1.0.0')).version).toBe('1.0.0');
  });

  it.each([
    ['other', undefined, 'Available templates: playground.'],
    ['playgroud', undefined, 'Available templates: playground (did you mean playground?).'],
    ['playground', '9.9.9', 'Available templates: playground@1.1.0, playground@1.0.0.'],
  ])('says what there is instead of %s %s', (name, version, says) => {
    expect(() => findTemplate(catalog, name, version)).toThrow(says);
  });
});
