import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findConnection } from '../../../src/cli/connection';

const nobody = 2 ** 22 + 1;

describe('findConnection', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'leasehold-connection-'));
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const plane = { url: 'http://127.0.0.1:4321/', token: 'local-token', pid: process.pid };

  const write = (content: unknown) => {
    const file = join(root, '.leasehold', 'local.json');
    mkdirSync(join(root, '.leasehold'), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o600 });
    return file;
  };

  const find = (env: Record<string, string> = {}, url?: string) => findConnection({ cwd: root, env, url });

  it('finds the local plane in a folder above', async () => {
    const file = write(plane);
    const deep = join(root, 'a', 'b');
    mkdirSync(deep, { recursive: true });

    expect(await findConnection({ cwd: deep, env: {} })).toEqual({
      url: 'http://127.0.0.1:4321',
      token: 'local-token',
      from: file,
    });
  });

  it('takes address and token of the environment before the local plane', async () => {
    write(plane);

    expect(await find({ IDP_URL: 'https://idp.example.com', IDP_TOKEN: 't' })).toEqual({
      url: 'https://idp.example.com',
      token: 't',
      from: 'IDP_URL',
    });
  });

  it('takes the flag before the environment', async () => {
    const env = { IDP_URL: 'https://idp.example.com', IDP_TOKEN: 't' };

    expect(await find(env, 'https://other.example.com')).toMatchObject({ url: 'https://other.example.com' });
  });

  it('speaks to the local plane as someone else with a token of the environment', async () => {
    write(plane);

    expect(await find({ IDP_TOKEN: 't' })).toMatchObject({ url: 'http://127.0.0.1:4321', token: 't' });
  });

  it('reads empty variables as absent', async () => {
    write(plane);

    expect(await find({ IDP_URL: '', IDP_TOKEN: '' })).toMatchObject({ token: 'local-token' });
  });

  it("sends the local plane's token to no other address", async () => {
    write(plane);

    await expect(find({ IDP_URL: 'https://idp.example.com' })).rejects.toMatchObject({
      kind: 'unauthenticated',
      message: 'There is no token for https://idp.example.com.',
    });
  });

  it('says how to start one when there is none', async () => {
    await expect(find()).rejects.toMatchObject({
      kind: 'unavailable',
      message: 'No control plane found.',
      facts: { hints: ["Start one with 'npm start', or set IDP_URL and IDP_TOKEN."] },
    });
  });

  it('says that the local plane has ended', async () => {
    const file = write({ ...plane, pid: nobody });

    await expect(find()).rejects.toMatchObject({
      kind: 'unavailable',
      message: `The control plane of ${file} (pid ${nobody}) is not running any more.`,
    });
  });

  it.each([
    ['no JSON', '{'],
    ['an empty document', 'null'],
    ['a file without a token', { url: plane.url, pid: 1 }],
  ])('refuses %s', async (_what, content) => {
    write(content);

    await expect(find()).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('refuses a local plane that is not on this machine', async () => {
    write({ ...plane, url: 'https://evil.example.com' });

    await expect(find()).rejects.toThrow('is not on this machine');
  });

  it.each(['http://idp.example.com', 'ftp://127.0.0.1', 'idp.example.com', 'not a url'])(
    'refuses to send a token to %s',
    async (url) => {
      await expect(find({ IDP_TOKEN: 't' }, url)).rejects.toMatchObject({ kind: 'invalid' });
    },
  );
});
