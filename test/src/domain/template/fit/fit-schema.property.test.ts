import * as fc from 'fast-check';
import { fitSchema } from '../../../../../src/domain/template/fit/fit-schema';
import { areApart, knownFormats } from '../../../../../src/domain/template/formats';
import { parserOf, type Schema, takes, tryParse } from '../../../../../src/domain/template/json-schema';
import { anySchema, anyValue } from '../../../../support/builders/schemas';

/** A consumer that is near to its producer: itself, or itself with a bound more or less. */
const near = anySchema.chain((producer) =>
  fc.oneof(
    anySchema.map((consumer) => ({ producer, consumer })),
    fc.subarray(Object.keys(producer)).map((kept) => {
      const consumer = Object.fromEntries(Object.entries(producer).filter(([key]) => kept.includes(key)));
      return { producer, consumer };
    }),
    anySchema.map((added) => ({ producer: { ...added, ...producer }, consumer: producer })),
    anySchema.map((other) => ({ producer, consumer: { anyOf: [other, producer] } })),
    fc.constant({ producer, consumer: producer }),
  ),
);

const few = { numRuns: 1_500 };

/** Whether a value says anything of its type: null and what is empty are of many. */
function isTelling(value: unknown): boolean {
  if (value === null) return false;
  return typeof value !== 'object' || Object.values(value).some(isTelling);
}

describe('fitSchema', () => {
  it('says that it fits only where every value of the producer is one of the consumer', () => {
    fc.assert(
      fc.property(
        near,
        fc.array(anyValue, { minLength: 30, maxLength: 30 }),
        ({ producer, consumer }, values) => {
          if (fitSchema({ producer, consumer, what: 'it' }).result !== 'fits') return;
          const [from, to] = [parserOf(producer), parserOf(consumer)];
          const wrong = values.filter((one) => tryParse(from, one).success && !tryParse(to, one).success);
          expect(wrong).toEqual([]);
        },
      ),
      few,
    );
  });

  it('refuses only where no value that says anything is of both', () => {
    fc.assert(
      fc.property(
        near,
        fc.array(anyValue, { minLength: 30, maxLength: 30 }),
        ({ producer, consumer }, values) => {
          if (fitSchema({ producer, consumer, what: 'it' }).result !== 'refused') return;
          const [from, to] = [parserOf(producer), parserOf(consumer)];
          const both = values.filter((one) => tryParse(from, one).success && tryParse(to, one).success);
          expect(both.filter(isTelling)).toEqual([]);
        },
      ),
      few,
    );
  });

  it('says of every schema that it fits itself', () => {
    fc.assert(
      fc.property(anySchema, (one) => {
        expect(fitSchema({ producer: one, consumer: one, what: 'it' })).toEqual({ result: 'fits' });
      }),
    );
  });

  it('tells often enough for the properties to mean something', () => {
    const counts = fc
      .sample(near, { numRuns: 500, seed: 1 })
      .map(({ producer, consumer }) => fitSchema({ producer, consumer, what: 'it' }).result);

    const least = { fits: 100, refused: 50, unchecked: 25 };
    for (const [result, count] of Object.entries(least))
      expect(counts.filter((one) => one === result).length).toBeGreaterThan(count);
  });
});

describe('formats', () => {
  const samples: Readonly<Record<string, string[]>> = {
    arn: [
      'arn:aws:s3:::bucket',
      'arn:aws-us-gov:iam::123456789012:role/x',
      'arn:aws:iam::aws:policy/ReadOnly',
    ],
    'aws-account-id': ['123456789012', '000000000001'],
    'aws-region': ['eu-central-1', 'us-gov-west-1', 'ap-southeast-12'],
    cidr: ['10.0.0.0/16', '0.0.0.0/0'],
    'cidr-v6': ['2001:db8::/32', '::/0'],
    ipv4: ['10.0.0.1', '255.255.255.255'],
    ipv6: ['::1', 'fe80::1', '2001:db8::8a2e:370:7334'],
    uuid: ['a1b2c3d4-0000-4000-8000-000000000000', '11111111-1111-4111-8111-111111111111'],
    date: ['2026-11-27'],
    'date-time': ['2026-11-27T22:00:00Z', '2026-11-27T22:00:00+01:00'],
    email: ['a@example.com'],
    uri: ['https://example.com/x', 'http://localhost:8080', 'redis://cache:6379'],
    hostname: ['example.com', 'localhost', 'db-1.cluster.eu-central-1.rds.amazonaws.com'],
    time: ['22:00:00Z'],
    duration: ['PT1H'],
    mac: ['00:1b:63:84:45:e6'],
    base64: ['YWJj'],
  };
  const of = (format: string): Schema => ({ type: 'string', format });

  it.each(knownFormats)('%s takes its own values and refuses another text', (format) => {
    expect((samples[format] ?? []).map((one) => takes(of(format), one))).not.toContain(false);
    expect(samples[format]).not.toBeUndefined();
    expect(takes(of(format), 'no such thing!')).toBe(false);
  });

  it('are called apart only where no value of one is of the other', () => {
    const apart = knownFormats.flatMap((one) =>
      knownFormats.filter((other) => areApart(one, other)).map((other) => [one, other] as const),
    );
    const shared = apart.filter(([one, other]) => samples[one]?.some((value) => takes(of(other), value)));

    expect(apart.length).toBeGreaterThan(100);
    expect(shared).toEqual([]);
  });

  it.each([[{}], [{ title: 'x' }], [{ default: 1 }], [{ anyOf: [{}] }]])(
    'a tuple with the position %j counts only what is given',
    (position) => {
      const tuple = { type: 'array', prefixItems: [position, {}], minItems: 1, maxItems: 3 };

      expect([[], ['a'], [null, { b: 1 }], [1, 2, 3, 4]].map((one) => takes(tuple, one))).toEqual([
        false,
        true,
        true,
        false,
      ]);
    },
  );

  it('of our own are checked beside a pattern', () => {
    const role = { ...of('arn'), pattern: ':role/' };

    expect(takes(role, 'arn:aws:iam::123456789012:role/x')).toBe(true);
    expect(takes(role, 'arn:aws:iam::123456789012:user/x')).toBe(false);
    expect(takes(role, 'the:role/')).toBe(false);
  });
});
