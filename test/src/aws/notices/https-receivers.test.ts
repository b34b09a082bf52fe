import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createReceivers, type ReceiversOptions } from '../../../../src/aws/notices/https-receivers';

/** What a server got. */
interface Got {
  url: string | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

const servers: Server[] = [];
afterAll(() => servers.forEach((server) => server.closeAllConnections()));
afterAll(() => Promise.all(servers.map((server) => new Promise((closed) => server.close(closed)))));

interface Reply {
  status: number;
  location?: string;
  'retry-after'?: string;
}

async function listen(answer: (path: string) => Reply | 'never' | 'endless', host = '127.0.0.1') {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      got.push({ url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() });
      const reply = answer(request.url ?? '');
      if (reply === 'never') return;
      if (reply === 'endless') {
        response.writeHead(200);
        setInterval(() => response.write('x'.repeat(10_000)), 1).unref();
        return;
      }
      const { status, ...headers } = reply;
      response.writeHead(status, headers).end('no');
    });
  });
  servers.push(server);
  await new Promise<void>((open) => server.listen(0, host, open));
  return { got, port: (server.address() as AddressInfo).port };
}

const resolving = (...addresses: string[]): Pick<ReceiversOptions, 'lookup'> => ({
  lookup: () =>
    Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))),
});
const post = (url: string) => ({ url, headers: { 'webhook-id': 'x' }, body: '{"a":"ä"}' });

describe('an address that is given', () => {
  const receivers = createReceivers({ loopback: false, ...resolving('93.184.216.34') });

  it('may be one of the public internet', async () => {
    expect(await receivers.check('https://hooks.example.com/in?token=x')).toBeUndefined();
    expect(await receivers.check('https://93.184.216.34:8443/')).toBeUndefined();
  });

  it.each([
    ['http', 'http://hooks.example.com/', 'https://'],
    ['another scheme', 'file:///etc/passwd', 'https://'],
    ['no address', 'hooks.example.com', 'address'],
    ['a password', 'https://a:b@hooks.example.com/', 'password'],
    ['loopback by address', 'https://127.0.0.1/', '127.0.0.1'],
    ['loopback as one number', 'https://2130706433/', '127.0.0.1'],
    ['loopback in octal digits', 'https://0177.0.0.1/', '127.0.0.1'],
    ['loopback in short', 'https://127.1/', '127.0.0.1'],
    ['the metadata service', 'https://169.254.169.254/latest/meta-data', '169.254.169.254'],
    ['IPv6 loopback', 'https://[::1]/', '::1'],
    ['IPv4 in IPv6', 'https://[::ffff:10.0.0.1]/', '::ffff:a00:1'],
    ['loopback by name', 'https://localhost/', 'localhost'],
    ['loopback by a name below it', 'https://a.localhost./', 'localhost'],
    ['a name of one label', 'https://intranet/', 'intranet'],
    ['the metadata service by name', 'https://metadata.google.internal/', 'metadata.google.internal'],
  ])('is refused for %s', async (_what, url, named) => {
    expect(await receivers.check(url)).toContain(named);
    expect(await receivers.send(post(url))).toMatchObject({ ok: false, status: null });
  });

  it.each([
    ['a private address', ['10.0.0.5']],
    ['a public address and a private one', ['93.184.216.34', '192.168.1.1']],
    ['the metadata service', ['169.254.169.254']],
    ['an address of IPv4 in IPv6', ['::ffff:127.0.0.1']],
  ])('is refused for a DNS answer with %s', async (_what, addresses) => {
    const { check, send } = createReceivers({ loopback: false, ...resolving(...addresses) });

    expect(await check('https://hooks.example.com/s3cr3t')).toContain(addresses.at(-1));
    expect(await send(post('https://hooks.example.com/s3cr3t'))).toMatchObject({ ok: false, status: null });
  });

  it('is refused where its name has no address, without a word of its path', async () => {
    const lookup = () => Promise.reject(Object.assign(new Error('s3cr3t'), { code: 'ENOTFOUND' }));
    const said = await createReceivers({ loopback: false, lookup }).check('https://hooks.example.com/s3cr3t');

    expect(said).toBe('must be a name with an address: hooks.example.com has none (ENOTFOUND)');
  });
});

describe('a call', () => {
  it('goes to the address that was checked, though the name stands for another by then', async () => {
    const here = await listen(() => ({ status: 200 }));
    const answers = ['127.0.0.1', '10.0.0.1', '10.0.0.1'];
    let asked = 0;
    const lookup = () => Promise.resolve([{ address: answers[asked++] ?? '', family: 4 }]);
    const { send } = createReceivers({ loopback: true, lookup });

    expect(await send(post(`http://hooks.example.com:${here.port}/in?x=1`))).toMatchObject({
      ok: true,
      status: 200,
    });
    expect(asked).toBe(1);
    expect(here.got).toMatchObject([
      {
        url: '/in?x=1',
        headers: { host: `hooks.example.com:${here.port}`, 'webhook-id': 'x', 'user-agent': 'leasehold' },
        body: '{"a":"ä"}',
      },
    ]);
  });

  it('follows no redirect', async () => {
    const other = await listen(() => ({ status: 200 }));
    const here = await listen(() => ({ status: 307, location: `http://127.0.0.1:${other.port}/` }));
    const { send } = createReceivers({ loopback: true });

    expect(await send(post(`http://127.0.0.1:${here.port}/`))).toEqual({
      ok: false,
      status: 307,
      reason: 'it redirects, which is not followed',
    });
    expect(other.got).toEqual([]);
  });

  it.each([
    ['200', { status: 200 }, { ok: true }],
    ['204', { status: 204 }, { ok: true }],
    ['400', { status: 400 }, { ok: false, status: 400 }],
    ['410, for good', { status: 410 }, { ok: false, status: 410, final: true }],
    ['503', { status: 503 }, { ok: false, status: 503 }],
    ['503, with when', { status: 503, 'retry-after': '120' }, { ok: false, status: 503, retryAfter: '120' }],
    ['429, with when', { status: 429, 'retry-after': 'x' }, { ok: false, status: 429, retryAfter: 'x' }],
    ['a body without end', 'endless', { ok: true, status: 200 }],
  ] as const)('takes an answer of %s for what it is', async (_what, answer, expected) => {
    const here = await listen(() => answer);
    const { send } = createReceivers({ loopback: true });

    expect(await send(post(`http://127.0.0.1:${here.port}/`))).toMatchObject(expected);
  });

  it('reads of an answer that is no wish for time nothing but the status', async () => {
    const here = await listen(() => ({ status: 500, 'retry-after': '120' }));
    const { send } = createReceivers({ loopback: true });

    expect(await send(post(`http://127.0.0.1:${here.port}/`))).toEqual({
      ok: false,
      status: 500,
      reason: 'it answered 500',
    });
  });

  it('waits for an answer for its time and no longer', async () => {
    const here = await listen(() => 'never');
    const { send } = createReceivers({ loopback: true, timeoutMs: 100 });

    expect(await send(post(`http://127.0.0.1:${here.port}/`))).toEqual({
      ok: false,
      status: null,
      reason: 'there was no answer (timed out)',
    });
  });

  it('says that nobody listens', async () => {
    const { send } = createReceivers({ loopback: true });

    expect(await send(post('http://127.0.0.1:1/s3cr3t'))).toEqual({
      ok: false,
      status: null,
      reason: 'there was no answer (ECONNREFUSED)',
    });
  });
});

describe('for development on one machine', () => {
  it.each([
    ['http to another machine', 'http://hooks.example.com/', ['93.184.216.34']],
    ['a private address', 'https://hooks.example.com/', ['10.0.0.1']],
    ['a name of this machine beside another', 'http://localhost/', ['127.0.0.1', '10.0.0.1']],
  ])('%s stays refused', async (_what, url, addresses) => {
    const { check } = createReceivers({ loopback: true, ...resolving(...addresses) });

    expect(await check(url)).toContain('must be of the public internet');
  });

  it('what listens on this machine may be called', async () => {
    const { check } = createReceivers({ loopback: true, ...resolving('127.0.0.1', '::1') });

    expect(await check('http://localhost:9999/in')).toBeUndefined();
  });
});
