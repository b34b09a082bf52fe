import {
  countResources,
  outputsOf,
  parseState,
  summariseOutputs,
} from '../../../../src/runner/state/state-outputs';

const state = parseState(
  new TextEncoder().encode(
    JSON.stringify({
      version: 4,
      serial: 3,
      lineage: 'l',
      outputs: {
        url: { value: 'https://x', type: 'string' },
        password: { value: 'hunter22', type: 'string', sensitive: true },
      },
      resources: [
        { mode: 'managed', instances: [{}, {}] },
        { mode: 'data', instances: [{}] },
      ],
    }),
  ),
);

describe('outputs of a state', () => {
  it('gives values of what is no secret, and of a secret only where it is', () => {
    const outputs = outputsOf(state, 'bucket/key');

    expect(outputs).toEqual({
      url: { sensitive: false, type: 'string', value: 'https://x' },
      password: {
        sensitive: true,
        type: 'string',
        value: null,
        where: "output 'password' in the Terraform state s3://bucket/key",
      },
    });
    expect(summariseOutputs(outputs)).toEqual({ names: ['url', 'password'], sensitive: ['password'] });
  });

  it('counts managed instances only', () => {
    expect(countResources(state)).toBe(2);
  });

  it.each(['{}', '{"serial": 7, "resources": {}}', '{"serial": 7', ''])(
    'refuses %j, which is no state',
    (text) => {
      expect(() => parseState(new TextEncoder().encode(text))).toThrow('The Terraform state is invalid');
    },
  );
});
