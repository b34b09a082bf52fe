import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';
import { views } from '../../../support/builders/views';

const run = views.waiting().plan!.run;
const resourcesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    address: `aws_a.x[${index}]`,
    type: 'aws_a',
    action: 'create',
    changes: [],
  }));
const planOf = (count: number) => ({
  run,
  digest: views.waiting().plan!.digest,
  at: '2026-01-01T00:00:00.000Z',
  engine: '1.11.4',
  resources: resourcesOf(count),
  outputs: [],
});

interface How {
  count?: number;
  argv?: string[];
  tty?: boolean;
  rows?: 'unknown';
}

describe('a plan on a terminal', () => {
  let api: FakeApi;
  let folder: string;
  let read: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pager-'));
    read = join(folder, 'read');
  });
  afterEach(async () => {
    await api.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const show = async (pager: string | undefined, how: How = {}) => {
    const { count = 40, argv = [], tty = true } = how;
    const height = 'rows' in how ? {} : { rows: 24 };
    api = await startFakeApi({
      'GET /environments/foo': views.waiting(),
      [`GET /runs/${run}/plan`]: planOf(count),
    });
    const env = { PATH: process.env.PATH ?? '', ...(pager !== undefined && { PAGER: pager }) };
    return runIdp(['plan', 'foo', ...argv], { ...api, tty, ...height, env });
  };

  it('that it is too long for is read in the pager that is named, in colour', async () => {
    const { code, stdout } = await show(`sed -n p >${read}`);

    const text = await readFile(read, 'utf8');
    expect([code, stdout]).toEqual([0, '']);
    expect(text.match(/aws_a\.x/g)).toHaveLength(40);
    expect(text).toContain('\u001b[32m  + aws_a.x[39]\u001b[39m\n');
  });

  it.each([
    ['that it fits on', { count: 3 }],
    ['that asks for none', { argv: ['--no-pager'] }],
    ['that is a pipe', { tty: false }],
    ['when it is asked for as JSON', { argv: ['--json'] }],
    ['without a height', { rows: 'unknown' as const }],
  ])('%s starts no pager', async (_, how) => {
    const { code, stdout } = await show(`touch ${read}`, how);

    expect(code).toBe(0);
    expect(stdout).toContain('aws_a.x[2]');
    await expect(readFile(read)).rejects.toThrow('ENOENT');
  });

  it.each([
    ['does not exist', 'no-such-pager-anywhere'],
    ['fails', 'exit 3'],
    ['fails after a word', 'head -c 5 >/dev/null; exit 1'],
    ['is empty', ''],
    ['is cat', 'cat'],
  ])('is printed all the same where the pager %s', async (_, pager) => {
    const { code, stdout } = await show(pager);

    expect(code).toBe(0);
    expect(stdout.match(/aws_a\.x/g)).toHaveLength(40);
  });

  it('is not printed again where its reader has seen enough', async () => {
    const { code, stdout, stderr } = await show(`head -n 2 >${read}`, { count: 30_000 });

    expect([code, stdout, stderr]).toEqual([0, '', '']);
    expect((await readFile(read, 'utf8')).split('\n')).toHaveLength(3);
  });

  it('goes to less where no pager is named, and is printed where there is none', async () => {
    await writeFile(join(folder, 'less'), `#!/bin/sh\necho "$@" >${read}; exec /bin/cat >>${read}\n`, {
      mode: 0o755,
    });
    api = await startFakeApi({
      'GET /environments/foo': views.waiting(),
      [`GET /runs/${run}/plan`]: planOf(40),
    });
    const inFolder = (path: string) =>
      runIdp(['plan', 'foo'], { ...api, tty: true, rows: 24, env: { PATH: path } });

    const paged = await inFolder(folder);
    const plain = await inFolder(join(folder, 'nowhere'));

    expect([paged.code, paged.stdout]).toEqual([0, '']);
    expect(await readFile(read, 'utf8')).toMatch(/^-FRX\n[^]*aws_a\.x\[39\]/);
    expect(plain.stdout.match(/aws_a\.x/g)).toHaveLength(40);
  });

  it('is cleaned of what would rule the terminal before the pager has it', async () => {
    api = await startFakeApi({
      'GET /environments/foo': views.waiting(),
      [`GET /runs/${run}/plan`]: { ...planOf(40), engine: 'e\u001b]0;t\u0007v\u202e\u009b2Jil' },
    });

    await runIdp(['plan', 'foo'], { ...api, tty: true, rows: 24, env: { PAGER: `sed -n p >${read}` } });

    // eslint-disable-next-line no-control-regex -- what rules a terminal is what this looks for
    expect((await readFile(read, 'utf8')).replaceAll(/\u001b\[\d+m/g, '')).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  });
});
