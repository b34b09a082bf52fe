import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeptLog, type LogEvent, type LogPosition } from '../../../../src/emulators/logs/kept-log';

const start: LogPosition = { part: 0, byte: 0 };
const limits = { partBytes: 1_000, firstParts: 2, latestParts: 3 };

describe('a log that is kept', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kept-log-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Every event, page by page. */
  async function readAll(log: KeptLog, most = 10_000): Promise<LogEvent[]> {
    const all: LogEvent[] = [];
    for (let from = start; ;) {
      const { events, next } = await log.read(from, most);
      all.push(...events);
      if (events.length === 0) return all;
      from = next;
    }
  }

  const textsOf = (events: readonly LogEvent[]) => events.map(({ message }) => message);

  it('is read back in order, whatever its lines hold, in pages of any size', async () => {
    const log = new KeptLog(folder);
    const texts = Array.from({ length: 500 }, (_, n) => `${n} "\\ \u0000 \u2028 läst 😀\nzwei\n`);
    await Promise.all(texts.map((message, n) => log.append([{ timestamp: n, message }])));

    for (const most of [1, 7, 499, 500, 10_000]) expect(textsOf(await readAll(log, most))).toEqual(texts);
    expect((await log.read(start, 3)).events[2]).toEqual({ timestamp: 2, message: texts[2] });
  });

  it('returns at most 1 MiB at once, and a line of 256 KB whole', async () => {
    const log = new KeptLog(folder);
    const message = `${'\u0001'.repeat(262_117)}\n`;
    for (let n = 0; n < 10; n += 1) await log.append([{ timestamp: n, message }]);

    const { events } = await log.read(start, 10_000);

    expect(events).toHaveLength(4);
    expect(textsOf(await readAll(log)).every((text) => text === message)).toBe(true);
  });

  it('goes on where it was read to, and stays there at its end', async () => {
    const log = new KeptLog(folder);
    const before = await log.read(start, 10);
    await log.append([{ timestamp: 1, message: 'one' }]);
    const first = await log.read(before.next, 10);
    const end = await log.read(first.next, 10);
    await log.append([{ timestamp: 2, message: 'two' }]);

    expect([before.events, textsOf(first.events), end.events]).toEqual([[], ['one'], []]);
    expect(end.next).toEqual(first.next);
    expect(textsOf((await log.read(end.next, 10)).events)).toEqual(['two']);
  });

  it('keeps how it began and how it ended, says what is gone between, and no more files than it may', async () => {
    const log = new KeptLog(folder, limits);
    for (let n = 0; n < 1_000; n += 1) await log.append([{ timestamp: n, message: `line ${n}` }]);

    const texts = textsOf(await readAll(log, 50));

    const gap = texts.findIndex((text) => text.startsWith('[Container]'));
    expect(texts[gap]).toMatch(/^\[Container\] \d+ bytes of this log were not stored on this machine\n$/);
    expect(texts.slice(0, gap)).toEqual(Array.from({ length: gap }, (_, n) => `line ${n}`));
    expect(texts.at(-1)).toBe('line 999');
    expect(texts.slice(gap + 1)).toEqual(
      Array.from({ length: texts.length - gap - 1 }, (_, n) => `line ${1_000 - texts.length + gap + 1 + n}`),
    );
    expect(await readdir(folder)).toHaveLength(5);
  });

  it('goes on behind the gap where what was to be read next is gone', async () => {
    const log = new KeptLog(folder, limits);
    const write = async (from: number, until: number) => {
      for (let n = from; n < until; n += 1) await log.append([{ timestamp: n, message: `line ${n}` }]);
    };
    await write(0, 200);
    let from = start;
    for (let page = 0; page < 3; page += 1) from = (await log.read(from, 50)).next;
    await write(200, 2_000);

    const { events } = await log.read(from, 10);

    expect(events[0]?.message).toContain('were not stored on this machine');
    expect(Number(events[1]?.message.slice(5))).toBeGreaterThan(1_700);
  });
});
