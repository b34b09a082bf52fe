import { splitLines } from '../../../../src/emulators/codebuild/split-lines';

describe('splitLines', () => {
  it('keeps what has no line break yet', () => {
    expect(splitLines('be', 'gin\nnext\nun')).toEqual({ lines: ['begin', 'next'], rest: 'un' });
  });

  it('keeps empty lines', () => {
    expect(splitLines('', '\n\n')).toEqual({ lines: ['', ''], rest: '' });
  });

  it('cuts what no event could hold, between characters', () => {
    const text = 'é€😀'.repeat(60_000);

    const { lines, rest } = splitLines('', text);

    expect([...lines, rest].join('')).toBe(text);
    expect(lines).toHaveLength(2);
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(262_144 - 27);
    expect([...lines, rest].join('')).not.toContain('\ufffd');
  });
});
