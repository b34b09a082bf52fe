import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';

const bob = { kind: 'person', id: 'local:bob@localhost', name: 'bob', roles: ['approver'], teams: [] };

let cwd: string;
let api: FakeApi;
beforeEach(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'leasehold-as-'));
  api = await startFakeApi({ 'GET /me': bob });
});
afterEach(async () => {
  await api.stop();
  rmSync(cwd, { recursive: true });
});

const writePlane = () => {
  mkdirSync(join(cwd, '.leasehold'));
  const people = { root: 'of-root', bob: 'of-bob' };
  const plane = { url: api.url, token: 'of-root', people, pid: process.pid };
  writeFileSync(join(cwd, '.leasehold', 'local.json'), JSON.stringify(plane), { mode: 0o600 });
};
const whoFile = () => join(cwd, '.leasehold', 'as');
const beAs = (...args: string[]) => runIdp(['auth', 'login', '--as', ...args], { cwd });

describe('idp auth login --as', () => {
  it('is that person for every command from then on, for this user alone', async () => {
    writePlane();

    const { code, stdout } = await beAs('bob');

    expect(code).toBe(0);
    expect(stdout).toContain(`You are ${bob.id} (approver) at ${api.url} now.`);
    expect(readFileSync(whoFile(), 'utf8')).toBe('bob\n');
    expect((statSync(whoFile()).mode & 0o777).toString(8)).toBe('600');
    expect(await runIdp(['me'], { cwd })).toMatchObject({ code: 0 });
    const asked = api.to('GET /me').map(({ headers }) => headers['authorization']);
    expect(asked).toEqual(['Bearer of-bob', 'Bearer of-bob']);
  });

  it('changes nothing where nobody has the name', async () => {
    writePlane();

    const { code, stderr } = await beAs('eve');

    expect(code).toBe(2);
    expect(stderr).toContain("has no person 'eve'");
    expect(() => statSync(whoFile())).toThrow('ENOENT');
  });

  it('says what it is for where there is no local plane', async () => {
    const { code, stderr } = await beAs('bob');

    expect(code).toBe(2);
    expect(stderr).toContain("'--as' is for a local control plane");
    expect(stderr).toContain('npm start -- --people ada:developer,bob:approver');
  });

  it.each([['--url', 'https://idp.example.com'], ['--profile', 'dev'], ['--no-browser']])(
    'refuses %s beside it',
    async (...flag) => {
      writePlane();

      expect(await beAs('bob', ...flag)).toMatchObject({ code: 2 });
    },
  );
});
