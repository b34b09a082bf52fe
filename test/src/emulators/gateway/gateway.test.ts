import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import type { IncomingMessage } from 'node:http';
import { startGateway } from '../../../../src/emulators/gateway/gateway';
import type { Gateway, GatewayOptions } from '../../../../src/emulators/gateway/gateway';
import type { InvokeResult } from '../../../../src/emulators/lambda/invocation';
import type { InvokeOptions, LambdaFunction } from '../../../../src/emulators/lambda/lambda-function';

type Event = Record<string, unknown> & { requestContext: Record<string, unknown> };
type Answer = (event: Event, options?: InvokeOptions) => Promise<InvokeResult> | InvokeResult;

function functionOf(answer: Answer): LambdaFunction & { events: Event[] } {
  const events: Event[] = [];
  const invoke = async (payload: unknown, options?: InvokeOptions) => {
    events.push(payload as Event);
    return answer(payload as Event, options);
  };
  const end = () => Promise.resolve();
  return { name: 'function', events, invoke, kill: end, close: end };
}

const allowing = () =>
  functionOf(() => ({ payload: { isAuthorized: true, context: { actor: 'dev@example.com' } } }));
const echoing = () => functionOf((event) => ({ payload: { statusCode: 200, body: JSON.stringify(event) } }));

describe('startGateway', () => {
  const gateways: Gateway[] = [];
  afterEach(() => Promise.all(gateways.splice(0).map((gateway) => gateway.close())));

  async function serve(options: Partial<GatewayOptions> = {}) {
    const gateway = await startGateway({
      routes: [
        { method: 'GET', path: '/environments/{name}', authorizer: true },
        { method: 'POST', path: '/environments', authorizer: true },
        { method: 'GET', path: '/health', authorizer: false },
      ],
      handler: echoing(),
      authorizer: { function: allowing() },
      throttle: { rate: 100, burst: 100 },
      region: 'eu-west-1',
      accountId: '123456789012',
      ...options,
    });
    gateways.push(gateway);
    return gateway.url;
  }

  const read = async (response: Response) => [response.status, await response.json()] as const;

  it('hands on a condition, and sends what has not changed without a body or its length', async () => {
    const headers = { 'content-type': 'application/json', etag: '"x"' };
    const handler = functionOf(() => ({ payload: { statusCode: 304, headers } }));
    const url = await serve({ handler });

    const response = await fetch(`${url}/health`, { headers: { 'if-none-match': '"x"' } });

    expect([response.status, await response.text()]).toEqual([304, '']);
    expect(Object.fromEntries(response.headers)).toMatchObject(headers);
    expect(response.headers.get('content-length')).toBeNull();
    expect(handler.events[0]?.['headers']).toMatchObject({ 'if-none-match': '"x"' });
  });

  it('hands a request on in payload format 2.0', async () => {
    const url = await serve();

    const response = await fetch(`${url}/environments/foo?tag=a&tag=b%26c&limit=5`, {
      headers: { Cookie: 'a=1; b=2', 'X-Custom': 'Yes', 'user-agent': 'idp' },
    });

    const event = (await response.json()) as Event;
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /environments/{name}',
      rawPath: '/environments/foo',
      rawQueryString: 'tag=a&tag=b%26c&limit=5',
      queryStringParameters: { tag: 'a,b&c', limit: '5' },
      pathParameters: { name: 'foo' },
      cookies: ['a=1', 'b=2'],
      headers: { 'x-custom': 'Yes', 'x-forwarded-proto': 'http' },
      isBase64Encoded: false,
      requestContext: {
        accountId: '123456789012',
        stage: '$default',
        routeKey: 'GET /environments/{name}',
        requestId: response.headers.get('apigw-requestid'),
        http: {
          method: 'GET',
          path: '/environments/foo',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'idp',
        },
        authorizer: { lambda: { actor: 'dev@example.com' } },
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/) as string,
        timeEpoch: expect.any(Number) as number,
      },
    });
    expect(event).not.toHaveProperty('body');
    expect(event['headers']).not.toHaveProperty('cookie');
  });

  it.each([
    ['application/json', 'läuft', 'läuft', false],
    ['application/problem+json; charset=utf-8', '{}', '{}', false],
    ['application/octet-stream', Buffer.from([255, 0]), '/wA=', true],
    ['application/x-www-form-urlencoded', 'a=b', 'YT1i', true],
  ])('hands on a body of %s', async (contentType, body, expected, isBase64Encoded) => {
    const url = await serve();

    const response = await fetch(`${url}/environments`, {
      method: 'POST',
      body,
      headers: { 'content-type': contentType },
    });

    expect(await response.json()).toMatchObject({ body: expected, isBase64Encoded });
  });

  it('asks the authorizer first, with the event it has on AWS, even without credentials', async () => {
    const authorizer = allowing();
    const url = await serve({ authorizer: { function: authorizer } });

    await fetch(`${url}/environments/foo?a=1`);

    expect(authorizer.events).toMatchObject([
      {
        version: '2.0',
        type: 'REQUEST',
        routeArn: 'arn:aws:execute-api:eu-west-1:123456789012:local/$default/GET/environments/foo',
        identitySource: null,
        routeKey: 'GET /environments/{name}',
        queryStringParameters: { a: '1' },
        pathParameters: { name: 'foo' },
        requestContext: { http: { method: 'GET' } },
      },
    ]);
  });

  it('asks nobody on a route without authorizer', async () => {
    const authorizer = allowing();
    const url = await serve({ authorizer: { function: authorizer } });

    const event = (await (await fetch(`${url}/health`)).json()) as Event;

    expect(authorizer.events).toEqual([]);
    expect(event.requestContext).not.toHaveProperty('authorizer');
  });

  it.each([
    ['refuses', { payload: { isAuthorized: false } }, [403, { message: 'Forbidden' }]],
    ['crashes', { error: { errorType: 'E', errorMessage: '' } }, [500, { message: 'Internal Server Error' }]],
    ['answers badly', { payload: { principalId: 'x' } }, [500, { message: 'Internal Server Error' }]],
  ])('never reaches the handler when the authorizer %s', async (_what, result, expected) => {
    const handler = echoing();
    const url = await serve({ handler, authorizer: { function: functionOf(() => result) } });

    const answer = await read(await fetch(`${url}/environments/foo`));

    expect(answer).toEqual(expected);
    expect(handler.events).toEqual([]);
  });

  it('answers 401 without asking when an identity source is absent', async () => {
    const authorizer = allowing();
    const identitySources = ['$request.header.Authorization'];
    const url = await serve({ authorizer: { function: authorizer, identitySources } });

    const without = await read(await fetch(`${url}/environments/foo`));
    await fetch(`${url}/environments/foo`, { headers: { authorization: 'Bearer x' } });

    expect(without).toEqual([401, { message: 'Unauthorized' }]);
    expect(authorizer.events.map(({ identitySource }) => identitySource)).toEqual([['Bearer x']]);
  });

  it('answers 404 where there is no route', async () => {
    const url = await serve();

    expect(await read(await fetch(`${url}/nothing`))).toEqual([404, { message: 'Not Found' }]);
  });

  it('answers 400 to a path that cannot be decoded', async () => {
    const url = await serve();

    expect(await read(await fetch(`${url}/environments/%zz`))).toEqual([400, { message: 'Bad Request' }]);
  });

  it.each([
    ['announced', Buffer.alloc(12 * 1024 * 1024)],
    ['streamed', new Blob([Buffer.alloc(12 * 1024 * 1024)]).stream()],
  ])('answers 413 to a body above 10 MB, %s', async (_what, body) => {
    const handler = echoing();
    const url = await serve({ handler });

    const response = await fetch(`${url}/environments`, {
      method: 'POST',
      body,
      duplex: 'half',
    } as RequestInit);

    expect(await read(response)).toEqual([413, { message: 'Request Entity Too Large' }]);
    expect(handler.events).toEqual([]);
  });

  it.each([
    [10_000, [200, expect.anything()]],
    [10_300, [431, { message: 'Request Header Fields Too Large' }]],
  ])('takes %d bytes of request line and headers as API Gateway does', async (bytes, reply) => {
    const url = await serve();

    const response = await fetch(`${url}/health?${'a'.repeat(bytes - 200)}`, {
      headers: { 'user-agent': 'b'.repeat(100) },
    });

    expect(await read(response)).toEqual(reply);
  });

  it('answers 429 above the throttle', async () => {
    const url = await serve({ throttle: { rate: 0.001, burst: 1 } });

    const first = await fetch(`${url}/health`);
    const second = await read(await fetch(`${url}/health`));

    expect(first.status).toBe(200);
    expect(second).toEqual([429, { message: 'Too Many Requests' }]);
  });

  it('answers 503 when the function takes too long', async () => {
    const handler = functionOf(
      (_event, options) =>
        new Promise((_resolve, reject) =>
          options?.signal?.addEventListener('abort', () => reject(options.signal?.reason as Error)),
        ),
    );
    const url = await serve({ handler, integrationTimeoutMs: 30 });

    expect(await read(await fetch(`${url}/health`))).toEqual([503, { message: 'Service Unavailable' }]);
  });

  it.each([
    ['attacker.example', 403],
    ['127.0.0.1.attacker.example:80', 403],
    ['localhost:1234', 200],
    ['[::1]', 200],
  ])('answers a request for the host %s with %i', async (host, status) => {
    const url = await serve();

    const response = await new Promise<IncomingMessage>((resolve) => {
      httpRequest(`${url}/health`, { headers: { host } }, resolve).end();
    });

    expect(response.statusCode).toBe(status);
    await text(response);
  });
});
