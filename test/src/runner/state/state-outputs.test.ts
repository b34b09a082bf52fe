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
    const outputs = outputsOf(state, { path: 'bucket/key', schemas: {} });

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

  it('says which do not match their schemas, without a value, and of a secret by its type alone', () => {
    const schemas = {
      url: { type: 'string', format: 'hostname' },
      password: { type: 'array', items: { type: 'string' } },
      gone: { type: 'string' },
    };

    const outputs = outputsOf(state, { path: 'bucket/key', schemas });

    expect(summariseOutputs(outputs).misfits).toEqual([
      { name: 'url', expected: 'string (hostname)', found: 'string', reason: 'value Invalid hostname' },
      {
        name: 'password',
        expected: 'list of string',
        found: 'string',
        reason: 'its value is a string, but the schema takes a list',
      },
    ]);
    expect(outputs['url']).toMatchObject({ value: 'https://x', misfit: { found: 'string' } });
    expect(JSON.stringify(outputs)).not.toContain('hunter22');
  });

  it('keeps 20 mismatches in short, and all of them beside the values', () => {
    const names = Array.from({ length: 30 }, (_, index) => `o${index}`);
    const wrong = { outputs: Object.fromEntries(names.map((name) => [name, { value: 1, type: 'number' }])) };
    const schemas = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));

    const outputs = outputsOf(wrong, { path: 'p', schemas });

    expect(summariseOutputs(outputs).misfits).toHaveLength(20);
    expect(Object.values(outputs).filter(({ misfit }) => misfit)).toHaveLength(30);
  });

  it('counts managed instances only', () => {
    expect(countResources(state)).toBe(2);
  });
});
