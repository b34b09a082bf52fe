import { Failure, failureOf } from '../../../src/domain/outcome';

test('a failure is cut to what the item has room for, and says that it was cut', () => {
  const failure = failureOf('dependency', 'x'.repeat(5_000), Array<string>(30).fill('a'.repeat(500)));

  expect(Failure.parse(failure)).toEqual(failure);
  expect([failure.reason.length, failure.reason.at(-1), failure.addresses.length]).toEqual([2_000, '…', 20]);
});

test('a short failure is left as it is', () => {
  expect(failureOf('lost', 'gone', ['a.b'])).toEqual({ class: 'lost', reason: 'gone', addresses: ['a.b'] });
});
