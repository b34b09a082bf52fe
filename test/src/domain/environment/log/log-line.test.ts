import { toLogLines, wordsOf } from '../../../../../src/domain/environment/log/log-line';

const ids = {
  environment: 'foo',
  life: '01JD3V8K2N7Q4R5S6T7V8W9XYZ',
  run: '01JD3V8K2N7Q4R5S6T7V8W9XYA',
  build: 'leasehold:1',
};

it('names environment, life, run and build in each line of what is said', () => {
  const lines = toLogLines('Failed:\n  at "x"', ids);

  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { level: 'INFO', service: 'leasehold', message: 'Failed:', ...ids },
    { level: 'INFO', service: 'leasehold', message: '  at "x"', ...ids },
  ]);
});

it.each(['Planned: 3 to add.', '', '{"level":"INFO"}', 'ä "quoted" \\ \t text'])(
  'gives people the words back: %j',
  (words) => {
    expect(toLogLines(words, ids).map(wordsOf)).toEqual([words]);
  },
);

it.each([
  '[Container] 2026/01/01 00:00:00 Entering phase BUILD',
  '{"level":"INFO","message":"half',
  '{"level":"INFO","message":7}',
  '{"message":"of another program","run":"1"}',
])('leaves a line alone that no runner wrote: %j', (line) => {
  expect(wordsOf(line)).toBe(line);
});

it('goes on in the next line where a log could hold none as long, between characters', () => {
  const words = `${'x'.repeat(19_999)}${'😀'.repeat(30_000)}${'\u0001'.repeat(30_000)}`;

  const lines = toLogLines(words, ids);

  expect(lines.map(wordsOf).join('')).toBe(words);
  expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThan(262_144 - 27);
  expect(() => lines.map(wordsOf).map(encodeURIComponent)).not.toThrow();
});
