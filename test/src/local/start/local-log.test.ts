import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalLog } from '../../../../src/local/start/local-log';

let folder: string;
let file: string;
let complaints: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leasehold-log-'));
  file = join(folder, 'local.log');
  complaints = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (more = {}) =>
  new LocalLog({ file, retryMs: 5, complain: (line) => complaints.push(line), ...more });
const read = (path = file) => readFileSync(path, 'utf8');

it('writes whole lines in their order, for nobody else to read', async () => {
  const log = open();

  log.write('one');
  log.write('two\nthree\n');
  await log.settled();

  expect(read()).toBe('one\ntwo\nthree\n');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('keeps what an earlier start wrote in the place of what was before that', async () => {
  for (const start of ['first', 'second', 'third']) {
    const log = open();
    log.write(start);
    await log.settled();
  }

  expect([read(), read(`${file}.1`)]).toEqual(['third\n', 'second\n']);
});

it('holds no more than twice what the file may hold, and the last lines', async () => {
  const log = open({ mostBytes: 1_000 });

  for (let n = 0; n < 1_000; n++) {
    log.write(`line ${n}`);
    if (n % 10 === 0) await log.settled();
  }
  await log.settled();

  const kept = read(`${file}.1`) + read();
  expect(kept.length).toBeLessThan(2_500);
  expect(kept.endsWith('line 998\nline 999\n')).toBe(true);
});

it.each<[string, () => void, () => void]>([
  [
    'whose folder is a way to nowhere',
    () => {
      rmSync(folder, { recursive: true });
      symlinkSync('/nowhere/at/all', folder);
    },
    () => {
      rmSync(folder);
      mkdirSync(folder);
    },
  ],
  ['whose folder is gone', () => rmSync(folder, { recursive: true }), () => mkdirSync(folder)],
  [
    'whose folder is a file',
    () => {
      rmSync(folder, { recursive: true });
      writeFileSync(folder, '');
    },
    () => {
      rmSync(folder);
      mkdirSync(folder);
    },
  ],
])('says once that a log cannot be written %s, and goes on when it can', async (_what, spoil, mend) => {
  const log = open();
  spoil();
  for (const line of ['lost', 'lost too']) {
    log.write(line);
    await log.settled();
  }

  mend();
  log.write('kept');
  await log.settled();

  expect(complaints).toEqual([expect.stringMatching(/local\.log cannot be written \(E.*its lines are lost/)]);
  expect(read()).toBe('(2 pieces of this log were lost)\nkept\n');
});

it('never holds who writes: what waits beyond its bound is lost, and counted', async () => {
  const log = open({ mostWaiting: 100 });

  for (let n = 0; n < 50; n++) log.write('x'.repeat(49));
  await log.settled();

  expect(read()).toMatch(/^(?:\(\d+ pieces of this log were lost\)\n)?(?:x{49}\n)+$/);
  expect(existsSync(file)).toBe(true);
  expect(statSync(file).size).toBeLessThan(200);
});
