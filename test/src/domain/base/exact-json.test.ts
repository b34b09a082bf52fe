import {
  inexactNumbers,
  isExactNumber,
  parseExact,
  whyInexact,
  writeExact,
} from '../../../../src/domain/base/exact-json';

const digits = [
  '9007199254740993',
  '-9007199254740993',
  '12345678901234567890123456789',
  '1.10',
  '1e3',
  '1E+2',
  '1e400',
  '0.1000000000000000055',
  '0.0000001',
  '-0',
  '-0.0',
  '100000000000000000000000',
];

describe('parseExact and writeExact', () => {
  it.each(digits)('keep the digits of %s, wherever it stands', (number) => {
    for (const text of [number, `[${number}]`, `{"a":{"b":[1,${number}]}}`])
      expect(writeExact(parseExact(text))).toBe(text);
  });

  it.each(['0', '7', '-1', '0.1', '9007199254740991', '1.5', '123456.789'])(
    'read %s as the number that it is',
    (number) => {
      expect(parseExact(`{"a":${number}}`)).toEqual({ a: Number(number) });
    },
  );

  it.each([
    '{"a":"9007199254740993"}',
    '{"a \\" 1.10":"1e400"}',
    '["\\\\", "1.10 \\\\\\" 1e3"]',
    '"\u2028 1.10"',
  ])('take nothing inside a text for a number: %s', (text) => {
    expect(parseExact(text)).toEqual(JSON.parse(text));
    expect(inexactNumbers(text)).toEqual([]);
  });

  it.each(['{"a":1,"a":1.10}', '{"__proto__":1.10}', '{"constructor":{"x":1.10}}'])(
    'read %s as JSON.parse does',
    (text) => {
      expect(JSON.stringify(parseExact(text), (_, one: unknown) => (isExactNumber(one) ? 1.1 : one))).toBe(
        JSON.stringify(JSON.parse(text)),
      );
    },
  );

  it.each(['', '{', '01', '1.', '[1.10', 'nul'])('throw for %j, which is no JSON', (text) => {
    expect(() => parseExact(text)).toThrow(SyntaxError);
  });

  it('write what holds no such number as JSON.stringify does', () => {
    const value = {
      b: [undefined, null, 'ä\n', { toJSON: () => 'x' }],
      a: undefined,
      n: 1e21,
      d: new Date(0),
      e: {},
      f: [],
    };

    expect(writeExact(value)).toBe(JSON.stringify(value));
    expect(writeExact(value, 2)).toBe(JSON.stringify(value, null, 2));
  });
});

describe('inexactNumbers', () => {
  it.each([
    ['9007199254740993', 'an integer beyond 2^53 - 1'],
    ['9007199254740992', 'the first that two integers become'],
    ['-9007199254740993', 'a negative one'],
    ['9007199254740993.0', 'one written with a point'],
    ['1e400', 'one that is too large'],
    ['1e-400', 'one that would become 0'],
    ['1e-131', 'one that no store takes'],
    ['0.1000000000000000055', 'a decimal that would be another'],
    ['123456789.123456789123', 'a decimal of too many digits'],
  ])('names %s, %s', (number) => {
    const text = `{"inputs":{"n":1,"list":[2,{"deep":${number}}]}}`;

    expect(inexactNumbers(text)).toEqual([
      { field: 'inputs.list.1.deep', message: expect.stringContaining('cannot be stored exactly') as string },
    ]);
  });

  it.each([
    '9007199254740991',
    '-9007199254740991',
    '0.1',
    '1.10',
    '1e3',
    '2.50e1',
    '-0',
    '0.0',
    '1e-7',
    '4.35',
  ])('takes %s, whose value is kept', (number) => {
    expect(inexactNumbers(`{"n":${number}}`)).toEqual([]);
  });

  it('names each of several, and the body where it is nothing but a number', () => {
    expect(
      inexactNumbers('{"a":1e400,"b":[1,9007199254740993]}', 'inputs').map(({ field }) => field),
    ).toEqual(['inputs.a', 'inputs.b.1']);
    expect(inexactNumbers('1e400').map(({ field }) => field)).toEqual(['body']);
  });

  it('says what the nearest number is, and cuts what is long', () => {
    expect(whyInexact('9007199254740993')).toContain('the nearest one that can is 9007199254740992');
    expect(whyInexact('1e400')).toContain('it is too large');
    expect(whyInexact('1'.repeat(5_000))?.length).toBeLessThan(150);
  });

  it('reads a long document in little time', () => {
    const text = JSON.stringify(Array.from({ length: 200_000 }, (_, at) => ({ at, text: 'x "\\" 1.10' })));
    const began = performance.now();

    expect(inexactNumbers(text)).toEqual([]);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
