import { connect } from 'node:net';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { createServer, get, type ServerResponse } from 'node:http';
import { asUnreachable } from '../../../lambdas/_edge/unreachable';
import { DomainError, invalid } from '../../../src/domain/base/errors';
import { closeServer, listenLocally } from '../../../src/emulators/local-server';

const access = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 's' },
  maxAttempts: 1,
};
const failed = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

/** An address at which nobody listens. */
async function freeAddress(): Promise<string> {
  const server = createServer();
  const url = await listenLocally(server);
  await closeServer(server);
  return url;
}

/** How a request to a service ends that answers as said: by the SDK, and as Node has it (of which the SDK, here, keeps the words alone). */
async function endsOf(answer: (response: ServerResponse) => void): Promise<unknown[]> {
  const server = createServer((_, response) => answer(response));
  const endpoint = await listenLocally(server);
  const errors = [
    await failed(new DynamoDBClient({ ...access, endpoint }).send(new ListTablesCommand({}))),
    await failed(new Promise((_, reject) => get(endpoint).on('error', reject).on('response', reject))),
  ];
  await closeServer(server);
  return errors;
}

describe('asUnreachable', () => {
  it('knows a store that refuses the connection, whichever client asks', async () => {
    const endpoint = await freeAddress();
    const errors = [
      await failed(new Promise((_, reject) => get(endpoint).on('error', reject))),
      await failed(fetch(endpoint)),
      await failed(new Promise((_, reject) => connect('/nowhere/at/all.sock').on('error', reject))),
      Object.assign(new AggregateError([Object.assign(new Error('x'), { code: 'ECONNREFUSED' })]), {}),
    ];

    for (const error of errors)
      expect(asUnreachable(error)).toMatchObject({
        code: 'Unreachable',
        message: expect.stringContaining(
          'it refused the connection; check whether it was carried out',
        ) as string,
        cause: error,
      });
  });

  it('knows a store that cuts the connection', async () => {
    const [, error] = await endsOf((response) => response.destroy());

    expect(asUnreachable(error)).toMatchObject({
      message: expect.stringContaining('the connection was cut') as string,
    });
  });

  it.each([500, 502, 503])('knows a service of AWS that answers %d', async (status) => {
    const [error] = await endsOf((response) => response.writeHead(status).end('{}'));

    expect(asUnreachable(error)).toMatchObject({
      code: 'Unreachable',
      message: expect.stringContaining(`it answered ${status}`) as string,
    });
  });

  it('knows what took too long', () => {
    const error = Object.assign(new Error('late'), { name: 'TimeoutError' });

    expect(asUnreachable(error)).toMatchObject({
      message: expect.stringContaining('longer than it may') as string,
    });
  });

  it('leaves every other error as it is', async () => {
    const missing = await failed(
      import('node:fs/promises').then(({ readFile }) => readFile('/nowhere/at/all')),
    );
    const others = [
      missing,
      ...(await endsOf((response) => response.writeHead(400).end('{"__type":"ValidationException"}'))),
      new TypeError('x is not a function'),
      invalid('name', 'is wrong'),
      new DomainError('NameTaken', { name: 'foo', owner: 'ada', status: 'ready' }),
      'a text',
      undefined,
    ];

    for (const error of others) expect(asUnreachable(error)).toBe(error);
  });
});
