import { commandTable } from '../../../src/cli/command-table';
import { runIdp } from '../../support/cli/terminal';

describe('idp', () => {
  it.each([[[]], [['--help']], [['help']]])('lists every command for %j', async (argv) => {
    const { code, stdout } = await runIdp(argv);

    expect(code).toBe(0);
    for (const { name, summary } of commandTable) expect(stdout).toMatch(new RegExp(`${name} +${summary}`));
  });

  it.each(commandTable.map(({ name }) => name))('explains %s with the flags that all have', async (name) => {
    const { code, stdout } = await runIdp([name, '--help']);

    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: idp ${name}`);
    for (const flag of ['--output <format>', '--json', '--url <address>']) expect(stdout).toContain(flag);
  });

  it('explains a command with its examples also by idp help', async () => {
    const { code, stdout } = await runIdp(['help', 'create']);

    expect(code).toBe(0);
    expect(stdout).toContain('$ idp create foo --template api-database --ttl 7d');
  });

  it('refuses to explain what is no command', async () => {
    const { code, stderr } = await runIdp(['help', 'destory']);

    expect(code).toBe(2);
    expect(stderr).toContain("Unknown command 'destory'");
  });

  it('says its version', async () => {
    expect(await runIdp(['--version'])).toMatchObject({ code: 0, stdout: '1.2.3\n' });
  });

  it('suggests the nearest command for one that there is not', async () => {
    const { code, stdout, stderr } = await runIdp(['destory', 'foo']);

    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain("Unknown command 'destory'.");
    expect(stderr).toContain('Did you mean destroy?');
  });

  it.each([
    [['status'], "Missing required argument 'name'", "'idp status --help'"],
    [['extend', 'foo'], 'The time to add is missing.', "'idp extend --help'"],
    [['list', '--watch'], "Unknown option '--watch'", "'idp list --help'"],
    [['list', '--output', 'xml'], 'Allowed choices are table, json', "'idp list --help'"],
    [['create', '--ttl', '1d', '--permanent'], 'cannot be used with', "'idp create --help'"],
  ])('refuses %j and says where to look', async (argv, says, help) => {
    const { code, stderr } = await runIdp(argv);

    expect(code).toBe(2);
    expect(stderr).toContain(says);
    expect(stderr).toContain(help);
  });

  it.each([
    ['list', '--json'],
    ['list', '--output', 'json'],
    ['list', '--output=json'],
    ['list', '-o', 'json'],
    ['--json', 'list'],
  ])('writes trouble as one JSON document too for %s %s', async (...argv) => {
    const { code, stdout, stderr } = await runIdp(argv);

    expect(code).toBe(6);
    expect(JSON.parse(stdout)).toEqual({
      error: { kind: 'unavailable', code: 'NoControlPlane', message: 'No control plane found.' },
    });
    expect(stderr).toContain('Error: No control plane found.');
  });
});
