import { readRequestKey } from '../../../lambdas/_edge/request-key';
import { canonicalJson } from '../../../src/domain/base/canonical-json';
import { requestOf } from '../../support/plane/http';

const keyed = (key: string, routeKey = 'POST /environments') =>
  requestOf(routeKey, { headers: { 'idempotency-key': key }, params: { name: 'foo' } });

describe('readRequestKey', () => {
  it('is absent without the header', () => {
    expect(readRequestKey(requestOf('POST /environments'), {})).toBeUndefined();
  });

  it('has one digest for one request, however its body is written', () => {
    const one = readRequestKey(keyed('k'), { a: 1, b: { c: [1, { d: 2, e: 3 }] } });
    const other = readRequestKey(keyed('k'), { b: { c: [1, { e: 3, d: 2 }] }, a: 1 });

    expect(one).toEqual(other);
    expect(one).toMatchObject({ key: 'k', digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('has another digest for another body, path or order of a list', () => {
    const digests = [
      readRequestKey(keyed('k'), { a: [1, 2] }),
      readRequestKey(keyed('k'), { a: [2, 1] }),
      readRequestKey(keyed('k'), undefined),
      readRequestKey(keyed('k', 'POST /environments/{name}/retry'), undefined),
    ].map((request) => request?.digest);

    expect(new Set(digests).size).toBe(4);
  });

  it.each(['', 'has a blank', 'ü', 'x'.repeat(129)])('refuses the key %j, naming the header', (key) => {
    expect(() => readRequestKey(keyed(key), {})).toThrow(
      expect.objectContaining({
        code: 'InvalidRequest',
        message: expect.stringContaining('Idempotency-Key'),
      }),
    );
  });

  it('takes a key of 128 visible characters', () => {
    expect(readRequestKey(keyed('~'.repeat(128)), {})?.key).toHaveLength(128);
  });
});

describe('canonicalJson', () => {
  it('sorts the keys of objects and nothing else', () => {
    expect(canonicalJson({ b: [3, 1], a: { d: null, c: 'x' } })).toBe('{"a":{"c":"x","d":null},"b":[3,1]}');
  });
});
