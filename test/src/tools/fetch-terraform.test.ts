import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { fetchTerraform } from '../../../src/tools/fetch-terraform';
import { emptyMachine } from '../../support/plane/machine';

const zip = zipSync({ terraform: strToU8('#!/bin/sh\n'), 'LICENSE.txt': strToU8('BUSL') });
const pin = createHash('sha256').update(zip).digest('hex');

describe('fetchTerraform', () => {
  let server: Server;
  let baseUrl: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const known = request.url === '/1.11.4/terraform_1.11.4_linux_amd64.zip';
      response.writeHead(known ? 200 : 404).end(known ? zip : '');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  const request = (sha256: Record<string, string>, platform = 'linux_amd64') => ({
    release: { version: '1.11.4', sha256 },
    platform,
    folder: join(emptyMachine().root, 'terraform-1.11.4'),
    baseUrl,
  });

  it('unpacks the program, executable, when the zip is the pinned one', async () => {
    const path = await fetchTerraform(request({ linux_amd64: pin }));

    expect(readFileSync(path, 'utf8')).toBe('#!/bin/sh\n');
    expect(statSync(path).mode & 0o111).toBe(0o111);
  });

  it('refuses a zip with another checksum and leaves nothing behind', async () => {
    const wrong = request({ linux_amd64: 'f'.repeat(64) });

    await expect(fetchTerraform(wrong)).rejects.toThrow(`has SHA-256 ${pin}, not the pinned`);

    expect(existsSync(wrong.folder)).toBe(false);
  });

  it('names the platform that nothing is pinned for', async () => {
    await expect(fetchTerraform(request({ linux_amd64: pin }, 'linux_riscv64'))).rejects.toThrow(
      'there is no pinned Terraform 1.11.4 for linux_riscv64',
    );
  });

  it('names the address that does not answer as it should', async () => {
    await expect(
      fetchTerraform(request({ linux_amd64: pin, linux_arm64: pin }, 'linux_arm64')),
    ).rejects.toThrow('terraform_1.11.4_linux_arm64.zip returned 404');
  });
});
