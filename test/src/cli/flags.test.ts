import { ada, estimate } from '../../support/cli/estimates';
import { type FakeApi, startFakeApi } from '../../support/cli/fake-api';
import { runIdp } from '../../support/cli/terminal';
import { views } from '../../support/builders/views';

describe('what is typed', () => {
  it.each([
    [['nosuch', '--help']],
    [['nosuch', '-h']],
    [['--json', 'nosuch', '--help']],
    [['--url', 'http://127.0.0.1:9', 'nosuch', '--help']],
    [['-o', 'json', 'nosuch', '-h', '--json']],
    [['help', 'nosuch']],
    [['help', '--json', 'nosuch']],
  ])('names no command in %j', async (argv) => {
    const { code, stderr } = await runIdp(argv);

    expect(code).toBe(2);
    expect(stderr).toContain("Unknown command 'nosuch'");
  });

  it.each([[['--url', 'list', '--help']], [['help', '--json']], [['--json', '--help']], [['help', 'help']]])(
    'asks for the overview in %j',
    async (argv) => {
      const { code, stdout } = await runIdp(argv);

      expect([code, stdout.includes('Usage: idp [options] [command]')]).toEqual([0, true]);
    },
  );

  it.each([
    [['create', '--name', '--ttl', '1h'], "'--ttl' is a flag, so '--name' has no value"],
    [['create', '-t', '-i', 'a=1'], "'-i' is a flag, so '--template' has no value"],
    [['list', '--owner', '--help'], "'--help' is a flag, so '--owner' has no value"],
    [['--url', '--json', 'list'], "'--json' is a flag, so '--url' has no value"],
    [['templates', 'foo'], "'idp templates' takes no argument; 'foo' is not allowed"],
    [['create', 'foo', 'bar'], "'idp create' takes one argument; 'bar' is not allowed"],
    [['create', 'foo', '-n', 'bar'], "two names, 'foo' and 'bar': give one"],
    [['create', 'foo', '--data', '{}'], "--data is the complete request: name the environment 'foo' in it"],
    [['status', 'foo', 'bar'], "'idp status' takes one argument; 'bar' is not allowed"],
    [['image', 'build', 'a/b', 'c/d'], "'idp image' takes 2 arguments; 'c/d' is not allowed"],
    [['list', '--owner', 'me', '--owner', 'ada'], "'--owner' was already given as 'me'"],
    [['--profile', 'dev', 'list', '--profile', 'prod'], "'--profile' was already given as 'dev'"],
  ])('is named where it cannot be meant: %j', async (argv, says) => {
    const { code, stderr } = await runIdp(argv);

    expect(code).toBe(2);
    expect(stderr).toContain(says);
  });

  it.each([
    [['auth', 'status', '--no-browser'], '--no-browser'],
    [['auth', 'status', '--url', 'https://idp.example.com'], '--url'],
    [['auth', 'logout', '--timeout', '5'], '--timeout'],
    [['image', 'list', '--ref', 'main'], '--ref'],
    [['image', 'status', 'x', '--context', 'api'], '--context'],
    [['image', 'list', 'acme/shop'], "'acme/shop'"],
    [['local', 'env', '--url', 'http://127.0.0.1:9'], '--url'],
    [['--profile', 'dev', 'local', 'env'], '--profile'],
    [['doctor', '--aws', 'x.json', '--profile', 'dev'], '--profile'],
    [['list', '--json', '--output', 'table'], '--output table'],
    [['logs', 'foo', '--follow', '--json'], '--follow'],
    [['events', 'foo', '--follow', '--verify'], '--verify'],
  ])('is used or refused: %j', async (argv, named) => {
    const { code, stdout, stderr } = await runIdp(argv);

    expect(code).toBe(2);
    expect(stdout + stderr).toContain(named);
  });
});

describe('--data', () => {
  let api: FakeApi;

  beforeEach(async () => {
    api = await startFakeApi({
      'GET /me': ada,
      'POST /estimates': estimate,
      'POST /environments': views.planning(),
    });
  });
  afterEach(() => api.stop());

  const body = JSON.stringify({ name: 'foo', template: 'playground' });

  it.each([
    ['--template', 'x'],
    ['-t', 'x'],
    ['--name', 'other'],
    ['--ttl', '2h'],
    ['--permanent'],
    ['-i', 'resources=9'],
    ['--input-file', 'in.yaml'],
    ['--version', '1.0.0'],
    ['--target', 'x'],
    ['--team', 'x'],
    ['--owner', 'x'],
    ['--plan-only'],
  ])('goes with no flag that names a part of the request: %s %s', async (...flag) => {
    const { code, stderr } = await runIdp(['create', '--data', body, ...flag.filter(Boolean), '--yes'], api);

    expect(code).toBe(2);
    expect(stderr).toContain("'--data <json>' cannot be used with option");
    expect(api.received).toEqual([]);
  });

  it('goes with the flags that say how to go on', async () => {
    const { code } = await runIdp(['create', '--data', body, '--yes', '--no-wait', '--no-pager'], api);

    expect(code).toBe(0);
    expect(api.to('POST /environments')[0]?.body).toEqual(JSON.parse(body));
  });

  it.each(['null', '[]', '"foo"', '3', 'true'])('that is no object is refused: %s', async (data) => {
    const { code, stderr } = await runIdp(['create', '--data', data, '--yes'], api);

    expect(code).toBe(2);
    expect(stderr).toContain('--data must contain a JSON object');
    expect(api.received).toEqual([]);
  });
});
