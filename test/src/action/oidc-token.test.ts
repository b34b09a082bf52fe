import { createTokenSource } from '../../../src/action/oidc-token';
import { type FakeApi, Reply, type Scripted, startFakeApi } from '../../support/cli/fake-api';

/** A token as far as its end is read from it; `name` tells one from another. */
function tokenUntil(seconds: number, name: string): string {
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
  return `${part({ alg: 'none' })}.${part({ exp: seconds, name })}.`;
}

describe('createTokenSource', () => {
  let endpoint: FakeApi;
  let now: number;
  const masked: string[] = [];

  const source = async (answers: Scripted[]) => {
    endpoint = await startFakeApi({ 'GET /token': answers });
    return createTokenSource(
      { url: `${endpoint.url}/token?api-version=2.0`, token: 'of-the-job', audience: 'https://idp.test/a&b' },
      { now: () => now, sleep: async () => undefined, mask: (token) => masked.push(token) },
    );
  };

  beforeEach(() => {
    now = 0;
    masked.length = 0;
  });
  afterEach(() => endpoint.stop());

  it('asks once for its audience and keeps the token while a minute is left of it', async () => {
    const token = await source([{ value: tokenUntil(300, 'first') }]);

    const first = await token();
    now = 240_000;
    const second = await token();

    expect(second).toBe(first);
    expect(endpoint.received).toHaveLength(1);
    expect(endpoint.received[0]).toMatchObject({
      query: { 'api-version': '2.0', audience: 'https://idp.test/a&b' },
      headers: { authorization: 'Bearer of-the-job' },
    });
  });

  it('asks for another when less than a minute is left, and has both masked', async () => {
    const tokens = [tokenUntil(300, 'first'), tokenUntil(600, 'second')];
    const token = await source(tokens.map((value) => ({ value })));

    const first = await token();
    now = 240_001;
    const second = await token();

    expect([first, second]).toEqual(tokens);
    expect(masked).toEqual(tokens);
  });

  it('asks for another one where the control plane refused the one it has', async () => {
    const tokens = [tokenUntil(300, 'first'), tokenUntil(600, 'second')];
    const token = await source(tokens.map((value) => ({ value })));

    const first = await token();

    expect(await token('another')).toBe(first);
    expect(await token(first)).toBe(tokens[1]);
    expect(await token(first)).toBe(tokens[1]);
  });

  it('asks again when GitHub is not well, and gives up with what it answered', async () => {
    const value = tokenUntil(300, 'late');
    expect(await (await source([new Reply(503, {}), { value }]))()).toBe(value);
    await endpoint.stop();

    const token = await source([new Reply(500, {})]);

    await expect(token()).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('returned 500') as string,
    });
    expect(endpoint.received).toHaveLength(3);
  });

  it.each([
    ['no token at all', {}, 'its response does not contain one'],
    ['what is no token', { value: 'words' }, 'its response does not contain a JSON Web Token'],
    ['a page', new Reply(403, '<html>'), 'returned 403'],
  ])('G14: says that GitHub answered %s', async (_what, answer, why) => {
    const token = await source([answer]);

    await expect(token()).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining(why) as string,
      facts: { code: 'NoIdToken' },
    });
  });

  it('G14: says why GitHub could not be reached', async () => {
    const token = await source([]);
    await endpoint.stop();

    await expect(token()).rejects.toThrow(/connection refused/);
  });

  it('says which permission the job lacks', async () => {
    await source([]);
    const token = createTokenSource(
      { url: undefined, token: undefined, audience: 'a' },
      { now: () => 0, sleep: async () => undefined, mask: () => undefined },
    );

    await expect(token()).rejects.toMatchObject({
      kind: 'unauthenticated',
      facts: { hints: [expect.stringContaining('id-token: write')] },
    });
  });
});
