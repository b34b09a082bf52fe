import { type FakeApi, Reply, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';

const state = "output 'token' in the Terraform state s3://states/environments/foo/L/terraform.tfstate";

const outputs = {
  url: { sensitive: false, type: 'string', value: 'http://example.com' },
  ids: { sensitive: false, type: ['list', 'string'], value: ['a', 'b'] },
  token: { sensitive: true, type: 'string', value: null, where: state },
};

describe('idp outputs', () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  const serve = async (answer: object) => {
    api = await startFakeApi({ 'GET /environments/foo/outputs': answer });
  };

  it('prints name = value, and of a secret where it is', async () => {
    await serve(outputs);

    const { code, stdout } = await runIdp(['outputs', 'foo'], api);

    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        'ids = ["a","b"]',
        `token = (sensitive: ${state})`,
        'url = http://example.com',
        'How to read a sensitive output: idp outputs foo --only token\n',
      ].join('\n'),
    );
  });

  it('says below a value that it does not match its schema', async () => {
    const misfit = { expected: 'string (hostname)', found: 'string', reason: 'value Invalid hostname' };
    await serve({ url: { ...outputs.url, misfit }, ids: outputs.ids });

    const { stdout } = await runIdp(['outputs', 'foo'], api);

    expect(stdout).toContain(
      'url = http://example.com\n  does not match its schema: expected string (hostname), found string (value Invalid hostname); no environment can refer to it\n',
    );
  });

  it.each([
    ['url', 'http://example.com\n'],
    ['ids', '["a","b"]\n'],
  ])('prints the bare value of %s for scripts', async (name, text) => {
    await serve(outputs);

    expect(await runIdp(['outputs', 'foo', '--only', name], api)).toMatchObject({ code: 0, stdout: text });
  });

  it('prints numbers in the digits of the state, for people and for programs', async () => {
    const value = '[9007199254740993,1.10,1e3]';
    await serve(new Reply(200, `{"n":{"sensitive":false,"type":"dynamic","value":${value}}}`));

    const people = await runIdp(['outputs', 'foo'], api);
    const bare = await runIdp(['outputs', 'foo', '--only', 'n'], api);
    const programs = await runIdp(['outputs', 'foo', '--json'], api);

    expect([people.stdout, bare.stdout]).toEqual([`n = ${value}\n`, `${value}\n`]);
    expect(programs.stdout.replaceAll(/\s/g, '')).toContain(`"value":${value}`);
  });

  it.each([
    ['token', 3, `'token' is sensitive, so Leasehold does not show it. It is the ${state}.`],
    ['nothing', 4, "'nothing' is not an output of 'foo'."],
  ])('prints no bare value of %s', async (name, code, says) => {
    await serve(outputs);

    const ended = await runIdp(['outputs', 'foo', '--only', name], api);

    expect(ended.code).toBe(code);
    expect(ended.stderr).toContain(says);
  });

  it('says how the owner of a sensitive output may read it', async () => {
    await serve(outputs);

    const { stderr } = await runIdp(['outputs', 'foo', '--only', 'token'], api);

    expect(stderr).toContain(
      `With AWS permission to read that state: aws s3 cp 's3://states/environments/foo/L/terraform.tfstate' - | jq -r '.outputs["token"].value'`,
    );
  });

  it('refuses to give one that is not there as JSON too', async () => {
    await serve(outputs);

    const { code, stdout } = await runIdp(['outputs', 'foo', '--only', 'nothing', '--json'], api);

    expect(code).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'OutputNotFound' } });
  });

  it('says that there are none', async () => {
    await serve({});

    expect((await runIdp(['outputs', 'foo'], api)).stdout).toBe("'foo' has no outputs yet.\n");
  });
});
