import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';

const shown = (value: unknown) => ({ sensitive: false, value });

describe('idp open', () => {
  let api: FakeApi;
  const serve = async (outputs: object) => {
    api = await startFakeApi({ 'GET /environments/foo/outputs': outputs });
  };
  afterEach(() => api.stop());

  it('prints the one output that is a web address', async () => {
    await serve({
      endpoint: shown('https://foo.example.com'),
      id: shown('x'),
      odd: shown('file:///etc/passwd'),
    });

    expect(await runIdp(['open', 'foo'], api)).toMatchObject({
      code: 0,
      stdout: 'https://foo.example.com\n',
    });
  });

  it('asks which one where there are several', async () => {
    await serve({ a: shown('https://a.example.com'), b: shown('http://b.example.com') });

    const several = await runIdp(['open', 'foo'], api);

    expect(several.code).toBe(2);
    expect(several.stderr).toContain('b  http://b.example.com');
    expect((await runIdp(['open', 'foo', '--only', 'b'], api)).stdout).toBe('http://b.example.com\n');
  });

  it.each([
    [{}, []],
    [{ id: shown('x') }, []],
    [{ url: { sensitive: true, where: 'output url of the state' } }, []],
    [{ script: shown('javascript:alert(1)') }, ['--only', 'script']],
  ])('opens nothing else: %j', async (outputs, flags) => {
    await serve(outputs);

    const { code, stdout } = await runIdp(['open', 'foo', ...flags], api);

    expect([code, stdout]).toEqual([4, '']);
  });
});
