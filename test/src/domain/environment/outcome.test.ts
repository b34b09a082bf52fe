import fc from 'fast-check';
import { cutTo } from '../../../../src/domain/base/cut-text';
import { Failure, failureOf, readableOutcome } from '../../../../src/domain/environment/outcome';

test('a failure is cut to what the item has room for, and says that it was cut', () => {
  const failure = failureOf('dependency', 'x'.repeat(5_000), Array<string>(30).fill('a'.repeat(500)));

  expect(Failure.parse(failure)).toEqual(failure);
  expect(failure.addresses).toHaveLength(20);
  expect(failure.reason).toMatch(/^x+…$/);
});

test('a short failure is left as it is', () => {
  expect(failureOf('lost', 'gone', ['a.b'])).toEqual({ class: 'lost', reason: 'gone', addresses: ['a.b'] });
});

test('a text is cut by bytes, never within a character', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 60 });

  fc.assert(
    fc.property(text, fc.integer({ min: 10, max: 80 }), (whole, bytes) => {
      const cut = cutTo(bytes, whole);
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(bytes);
      expect(cut === whole || (cut.endsWith('…') && whole.startsWith(cut.slice(0, -1)))).toBe(true);
      expect(() => encodeURIComponent(cut)).not.toThrow();
    }),
  );
});

test('a failure that does not fit is recorded with its class', () => {
  const long = { class: 'quota' as const, reason: 'x'.repeat(2_001), addresses: [] };
  const recorded = { run: '01JD3V8K2N7Q4R5S6T7V8W9XYZ', build: 'b:1', at: '2026-01-01T00:00:00.000Z' };

  const { outcome } = readableOutcome({ ...recorded, outcome: { result: 'failed', failure: long } });

  expect(outcome).toMatchObject({ result: 'failed', failure: { class: 'quota' } });
});
