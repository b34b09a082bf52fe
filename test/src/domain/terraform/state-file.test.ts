import { parseState, readableState } from '../../../../src/domain/terraform/state-file';

const bytes = (text: string) => new TextEncoder().encode(text);
const state = { version: 4, serial: 1, lineage: 'l', outputs: {}, resources: [] };
const resource = {
  mode: 'managed',
  type: 'aws_eip',
  name: 'nat',
  provider: 'provider["registry.terraform.io/hashicorp/aws"]',
  instances: [{ schema_version: 0, attributes: { id: 'eip-1' } }],
};
const output = { value: 'https://x', type: 'string' };

describe.each([
  ['parseState', parseState],
  ['readableState', readableState],
])('%s', (_name, parse) => {
  it('keeps what it does not know', () => {
    const strange = {
      ...state,
      check_results: ['x'],
      outputs: { url: { ...output, later: 1 } },
      resources: [
        { ...resource, each: 'list', instances: [{ ...resource.instances[0], status: 'tainted' }] },
      ],
    };

    expect(parse(bytes(JSON.stringify(strange)))).toEqual(strange);
  });

  it('reads a state without resources and outputs', () => {
    const { version, serial, lineage } = state;

    expect(parse(bytes(JSON.stringify({ version, serial, lineage })))).toEqual(state);
  });

  it('refuses another format, which could hide resources', () => {
    expect(() => parse(bytes('{"version": 3, "modules": []}'))).toThrow(
      expect.objectContaining({
        code: 'CorruptRecord',
        message: expect.stringContaining('version Invalid input'),
      }),
    );
  });

  it.each([
    ['no lineage', { lineage: undefined }, 'lineage is required'],
    ['a fraction for a serial', { serial: 1.5 }, 'serial Invalid input'],
    ['an output without its type', { outputs: { url: { value: 'x' } } }, 'outputs.url.type'],
    ['a list of outputs', { outputs: [output] }, 'outputs Invalid input'],
    [
      'a resource without a provider',
      { resources: [{ ...resource, provider: undefined }] },
      'resources.0.provider is required',
    ],
    [
      'a resource without instances',
      { resources: [{ ...resource, instances: undefined }] },
      'resources.0.instances is required',
    ],
  ])('refuses a state with %s, and names the field', (_what, parts, reason) => {
    expect(() => parse(bytes(JSON.stringify({ ...state, ...parts })))).toThrow(
      expect.objectContaining({ code: 'CorruptRecord', message: expect.stringContaining(reason) }),
    );
  });
});

describe('parseState', () => {
  it.each(['{}', '{"serial": 7, "resources": {}}', '{"serial": 7', ''])(
    'refuses %j, which is no state',
    (text) => {
      expect(() => parseState(bytes(text))).toThrow('The Terraform state is invalid');
    },
  );
});

describe('readableState', () => {
  it.each(['{"version": 4, "serial": 3, "resour', ''])('passes over %j, a half-written file', (text) => {
    expect(readableState(bytes(text))).toBeUndefined();
  });
});
