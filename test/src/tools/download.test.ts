import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { downloadVerified } from '../../../src/tools/download';

describe('downloadVerified', () => {
  it('gives up on a server that falls silent in the middle', async () => {
    const server = createServer((_request, response) => response.write('half'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`;

    const downloading = downloadVerified({ url, sha256: '', stallMs: 50 });

    await expect(downloading).rejects.toThrow('sent nothing for 50 ms');
    server.closeAllConnections();
    server.close();
  });
});
