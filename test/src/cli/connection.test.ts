import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findConnection } from '../../../src/cli/connection';
import { makeConfigHome, sessionOf } from '../../support/cli/profiles';

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

  const find = (env: Record<string, string> = {}, url?: string) =>
    findConnection({ cwd: root, env, url, now: () => 0 });

  it('finds the local plane in a folder above', async () => {
    const file = write(plane);
    const deep = join(root, 'a', 'b');
    mkdirSync(deep, { recursive: true });

    expect(await findConnection({ cwd: deep, env: {}, now: () => 0 })).toEqual({
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
      facts: { hints: [expect.stringContaining("'idp auth login --url'")] },
    });
  });

  it('says that the local plane has ended', async () => {
    const file = write({ ...plane, pid: nobody });

    await expect(find()).rejects.toMatchObject({
      kind: 'unavailable',
      message: `The control plane of ${file} (pid ${nobody}) is no longer running.`,
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

    await expect(find()).rejects.toThrow('on another machine');
  });

  it.each([0o644, 0o640, 0o604, 0o660])('refuses a file that others may read or write: %#', async (mode) => {
    chmodSync(write(plane), mode);

    await expect(find({ IDP_TOKEN: 't' })).rejects.toThrow('can be changed by other users');
  });

  it.each(['http://idp.example.com', 'ftp://127.0.0.1', 'idp.example.com', 'not a url'])(
    'refuses to send a token to %s',
    async (url) => {
      await expect(find({ IDP_TOKEN: 't' }, url)).rejects.toMatchObject({ kind: 'invalid' });
    },
  );

  describe('with several people', () => {
    const several = { ...plane, people: { root: 'local-token', ada: 'of-ada', bob: 'of-bob' } };
    const beBob = () => writeFileSync(join(root, '.leasehold', 'as'), 'bob\n');

    it('is whoever signed in last, and IDP_AS before that', async () => {
      write(several);
      expect(await find()).toMatchObject({ token: 'local-token' });

      beBob();
      expect(await find()).toMatchObject({ token: 'of-bob' });
      expect(await find({}, plane.url)).toMatchObject({ token: 'of-bob' });
      expect(await find({ IDP_AS: 'ada' })).toMatchObject({ token: 'of-ada' });
      expect(await find({ IDP_TOKEN: 't', IDP_AS: 'ada' })).toMatchObject({ token: 't' });
    });

    it.each(['eve', 'toString', '__proto__'])('is nobody else where there is no %s', async (IDP_AS) => {
      write(several);

      await expect(find({ IDP_AS })).rejects.toMatchObject({
        kind: 'invalid',
        message: `The local control plane has no person '${IDP_AS}'.`,
        facts: { hints: ['It has root, ada, bob.'] },
      });
    });

    it('says how to have several where there is one', async () => {
      write(plane);
      beBob();

      await expect(find()).rejects.toMatchObject({
        facts: { hints: ["Start it with 'npm start -- --people bob:developer'."] },
      });
    });
  });

  describe('with profiles', () => {
    const dev = 'https://dev.example.com';
    const home = makeConfigHome();

    beforeAll(() => {
      home.write('default', {
        url: 'https://idp.example.com/',
        session: sessionOf({ idToken: 'of-default' }),
      });
      home.write('dev', { url: dev, session: sessionOf({ idToken: 'of-dev' }) });
    });

    const all = () => ({ ...home.env, IDP_URL: dev, IDP_TOKEN: 'of-variable', IDP_PROFILE: 'default' });
    const ask = (flags: { url?: string; profile?: string }, env: Record<string, string> = home.env) =>
      findConnection({ cwd: root, env, now: () => 0, ...flags });

    it('takes the flags first, then IDP_URL, IDP_PROFILE, the local plane, and the profile default', async () => {
      const { IDP_URL: _url, ...named } = all();
      write(plane);
      const found = [
        await ask({ url: plane.url, profile: 'dev' }, all()),
        await ask({ profile: 'dev' }, all()),
        await ask({}, all()),
        await ask({}, named),
        await ask({}),
      ];
      rmSync(join(root, '.leasehold'), { recursive: true });
      found.push(await ask({}));

      expect(found.map(({ url, token, from }) => [url, token, from])).toEqual([
        ['http://127.0.0.1:4321', 'of-variable', '--url'],
        [dev, 'of-dev', 'the profile dev'],
        [dev, 'of-variable', 'IDP_URL'],
        ['https://idp.example.com', 'of-default', 'the profile default'],
        ['http://127.0.0.1:4321', 'local-token', join(root, '.leasehold', 'local.json')],
        ['https://idp.example.com', 'of-default', 'the profile default'],
      ]);
    });

    it('uses the token that is kept for a named address, and sends it to no other', async () => {
      expect(await ask({ url: `${dev}/` })).toMatchObject({ token: 'of-dev' });
      await expect(ask({ url: 'https://other.example.com' })).rejects.toMatchObject({
        message: 'There is no token for https://other.example.com.',
      });
      await expect(ask({ url: dev, profile: 'default' })).rejects.toMatchObject({
        kind: 'unauthenticated',
      });
    });

    it.each<[string, string, unknown, number, string]>([
      ['is not valid JSON', 'broken', '{', 0o600, 'is not a valid profile'],
      ['is of another shape', 'odd', { url: 'x' }, 0o600, 'is not a valid profile'],
      ['others can read', 'shared', { url: dev, session: sessionOf() }, 0o640, 'can be read by other users'],
    ])('refuses a profile that %s', async (_what, profile, content, mode, said) => {
      const spoilt = makeConfigHome();
      spoilt.write(profile, content, mode);

      await expect(ask({ profile }, spoilt.env)).rejects.toMatchObject({
        kind: 'invalid',
        message: expect.stringContaining(said) as string,
      });
    });

    it.each(['../default', '', 'a/b', '.hidden'])('knows no profile by the name %p', async (profile) => {
      await expect(ask({ profile })).rejects.toThrow('is not a valid profile name');
    });

    it('names the profile that is not there', async () => {
      await expect(ask({ profile: 'nope' })).rejects.toThrow("There is no profile 'nope'.");
    });
  });
});
