import { AwsFault, startAwsJson } from '../../../src/emulators/aws-json';
import type { AwsJsonEndpoint } from '../../../src/emulators/aws-json';

describe('startAwsJson', () => {
  let endpoint: AwsJsonEndpoint;

  beforeAll(async () => {
    endpoint = await startAwsJson({
      targetPrefix: 'Things_2020',
      contentType: 'application/x-amz-json-1.1',
      operations: {
        Echo: async (input) => ({ input }),
        Quiet: async () => undefined,
        Refuse: async () => {
          throw new AwsFault('ThingNotFound', 'no such thing', 404);
        },
        Break: async () => {
          throw new TypeError('a bug');
        },
      },
    });
  });

  afterAll(() => endpoint.close());

  const post = (target: string, body: string) =>
    fetch(endpoint.url, { method: 'POST', headers: { 'x-amz-target': target }, body });

  it('routes the target to its operation with the parsed body', async () => {
    const response = await post('Things_2020.Echo', '{"a":[1]}');

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.1');
    expect(await response.json()).toEqual({ input: { a: [1] } });
  });

  it('answers an empty object when an operation returns nothing', async () => {
    const response = await post('Things_2020.Quiet', '');

    expect(await response.json()).toEqual({});
  });

  it('answers a fault with its type, message and status', async () => {
    const response = await post('Things_2020.Refuse', '{}');

    expect(response.status).toBe(404);
    expect(response.headers.get('x-amzn-errortype')).toBe('ThingNotFound');
    expect(await response.json()).toEqual({ __type: 'ThingNotFound', message: 'no such thing' });
  });

  it('answers 500 when an operation has a bug', async () => {
    const response = await post('Things_2020.Break', '{}');

    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ __type: 'InternalFailure' });
  });

  it.each(['Things_2020.Missing', 'Things_2020.toString', 'Other.Echo', ''])(
    'refuses the unknown target "%s"',
    async (target) => {
      const response = await post(target, '{}');

      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ __type: 'UnknownOperationException' });
    },
  );

  it('refuses a body that is not JSON', async () => {
    const response = await post('Things_2020.Echo', '{"a":');

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: 'SerializationException' });
  });

  it('refuses a body above the limit and serves the next request', async () => {
    const refused = await post('Things_2020.Echo', JSON.stringify('x'.repeat(5_000_000)));
    const next = await post('Things_2020.Echo', '{}');

    expect(refused.status).toBe(413);
    expect(next.status).toBe(200);
  });

  it('frees its port when closed', async () => {
    const other = await startAwsJson({
      targetPrefix: 'X',
      contentType: 'application/x-amz-json-1.0',
      operations: {},
    });

    await other.close();

    await expect(fetch(other.url)).rejects.toThrow();
  });
});
