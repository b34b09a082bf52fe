import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LineReader, readLines } from '../../../../src/bundle/terraform/read-lines';

/** What is read of these chunks. */
async function read(chunks: (string | Buffer)[], more: Partial<LineReader> = {}) {
  const stream = new PassThrough();
  const lines: string[] = [];
  const long: number[] = [];
  const reader = {
    onLine: (line: string) => lines.push(line),
    onLong: (length: number) => long.push(length),
  };
  const { done } = readLines(stream, { ...reader, ...more });
  for (const chunk of chunks) if (!stream.write(chunk)) await once(stream, 'drain');
  stream.end();
  await done;
  return { lines, long };
}

describe('readLines', () => {
  it('gives the same lines wherever the text is cut, within a character too', async () => {
    const text = Buffer.from('one\r\n\nläst 😀 "drei"\u2028vier\nlast');

    for (let size = 1; size <= text.length; size += 1) {
      const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, n) =>
        text.subarray(n * size, (n + 1) * size),
      );
      expect((await read(chunks)).lines).toEqual(['one', '', 'läst 😀 "drei"\u2028vier', 'last']);
    }
  });

  it('gives a line of many megabytes whole where it is to be read whole', async () => {
    const { lines } = await read([...Array.from({ length: 50 }, () => 'x'.repeat(1_000_000)), '\nnext']);

    expect(lines.map(({ length }) => length)).toEqual([50_000_000, 4]);
  });

  it('keeps nothing of a line that is too long, and says how long it was', async () => {
    const before = process.memoryUsage().rss;
    const piece = 'x'.repeat(1_000_000);

    const { lines, long } = await read(['first\n', ...Array.from({ length: 300 }, () => piece), '\nlast'], {
      most: 1_000,
    });

    expect([lines, long]).toEqual([['first', 'last'], [300_000_000]]);
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
  });

  it('takes no more from who prints than its reader is ready for', async () => {
    const stream = new PassThrough({ highWaterMark: 10 });
    const lines: string[] = [];
    let go = () => undefined as void;
    const ready = () => new Promise<void>((resolve) => (go = resolve));
    const { done, moved } = readLines(stream, { onLine: (line) => lines.push(line), ready });
    stream.write('one\n');
    await sleep(20);
    stream.write('two\n');
    await sleep(20);

    expect([lines, moved(0)]).toEqual([['one'], true]);
    go();
    await sleep(20);
    expect(lines).toEqual(['one', 'two']);
    go();
    stream.end();
    await done;
    expect(moved(0)).toBe(false);
  });

  it('ends where its stream is closed on this side', async () => {
    const stream = new PassThrough();
    const lines: string[] = [];
    const { done } = readLines(stream, { onLine: (line) => lines.push(line) });
    stream.write('one\ntw');
    await sleep(10);
    stream.destroy();
    await done;

    expect(lines).toEqual(['one', 'tw']);
  });

  it('rejects with what its reader threw', async () => {
    const onLine = () => {
      throw new Error('unreadable');
    };

    await expect(read(['one\n'], { onLine })).rejects.toThrow('unreadable');
  });
});
