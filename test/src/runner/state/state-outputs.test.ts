import { parseState } from '../../../../src/domain/terraform/state-file';
import { countResources, outputsOf, summariseOutputs } from '../../../../src/runner/state/state-outputs';

const resource = (mode: string, count: number) => ({
  mode,
  type: 'aws_eip',
  name: mode,
  provider: 'provider["registry.terraform.io/hashicorp/aws"]',
  instances: Array.from({ length: count }, (_, index_key) => ({ index_key })),
});

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
      resources: [resource('managed', 2), resource('data', 1)],
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
});
