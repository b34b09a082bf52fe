import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { createReceivers } from '../../../../src/aws/notices/https-receivers';
import { certificateFor } from '../../../support/notices/certificate';

const known = certificateFor('hooks.example.com');
const before = getCACertificates('default');
let server: Server;
let port: number;
const asked: (string | undefined)[] = [];
beforeAll(async () => {
  server = createServer(known, (request, response) => {
    asked.push(request.headers.host);
    response.writeHead(204).end();
  });
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open));
  ({ port } = server.address() as AddressInfo);
});
afterEach(() => setDefaultCACertificates(before));
afterAll(() => new Promise((closed) => server.close(closed)));

const lookup = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
const send = (host: string) =>
  createReceivers({ loopback: true, lookup }).send({
    url: `https://${host}:${port}/`,
    headers: {},
    body: '{}',
  });

describe('a call over TLS', () => {
  it('goes to the address that was checked, under the name that the certificate is for', async () => {
    setDefaultCACertificates([...before, known.cert]);

    expect(await send('hooks.example.com')).toMatchObject({ ok: true, status: 204 });
    expect(asked).toEqual([`hooks.example.com:${port}`]);
  });

  it('is not made to whoever has a certificate for another name', async () => {
    setDefaultCACertificates([...before, known.cert]);

    expect(await send('other.example.com')).toMatchObject({
      ok: false,
      reason: 'there was no answer (ERR_TLS_CERT_ALTNAME_INVALID)',
    });
  });

  it('is not made to whoever has a certificate that nobody trusts', async () => {
    expect(await send('hooks.example.com')).toMatchObject({ ok: false, status: null });
    expect(asked).toHaveLength(1);
  });
});
