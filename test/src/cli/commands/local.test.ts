import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runIdp } from '../../../support/cli/terminal';

const aws = {
  endpoint: 'http://127.0.0.1:4566',
  region: 'us-east-1',
  accessKeyId: 'leasehold-owner',
  secretAccessKey: 'a-b_c',
};
const plane = { url: 'http://127.0.0.1:4321', token: 'token', pid: process.pid, aws };

describe('idp local env', () => {
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'leasehold-local-'));
    mkdirSync(join(cwd, '.leasehold'));
  });
  afterEach(() => rmSync(cwd, { recursive: true }));

  const show = async (described: object | undefined, ...more: string[]) => {
    if (described)
      writeFileSync(join(cwd, '.leasehold', 'local.json'), JSON.stringify(described), { mode: 0o600 });
    return runIdp(['local', 'env', ...more], { cwd });
  };

  it('prints what a shell takes to look at what was made', async () => {
    const { code, stdout } = await show(plane);

    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toEqual([
      "export AWS_ENDPOINT_URL='http://127.0.0.1:4566'",
      "export AWS_REGION='us-east-1'",
      "export AWS_ACCESS_KEY_ID='leasehold-owner'",
      "export AWS_SECRET_ACCESS_KEY='a-b_c'",
    ]);
  });

  it('prints the same as JSON', async () => {
    const { stdout } = await show(plane, '--json');

    expect(JSON.parse(stdout)).toMatchObject({ AWS_ENDPOINT_URL: aws.endpoint, AWS_REGION: aws.region });
  });

  it.each<[what: string, described: object | undefined, says: RegExp]>([
    ['there is no plane', undefined, /no local control plane.*npm start/s],
    ['its process has ended', { ...plane, pid: 2 ** 22 + 1 }, /no longer running/],
    [
      'an earlier version started it',
      { ...plane, aws: undefined },
      /Stop the control plane and start it again/,
    ],
    [
      'its AWS is elsewhere',
      { ...plane, aws: { ...aws, endpoint: 'http://evil.example' } },
      /local\.json is invalid/,
    ],
    [
      'a key would run in a shell',
      { ...plane, aws: { ...aws, secretAccessKey: "';x" } },
      /local\.json is invalid/,
    ],
  ])('says so when %s', async (_what, described, says) => {
    const { code, stdout, stderr } = await show(described);

    expect(code).not.toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toMatch(says);
  });
});
