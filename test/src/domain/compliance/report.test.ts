import { Exceptions } from '../../../../src/domain/compliance/exceptions';
import { controls } from '../../../../src/domain/compliance/controls/controls';
import { numbers } from '../../../../src/domain/compliance/numbers/numbers';
import { profileNames } from '../../../../src/domain/compliance/profile-names';
import { profileOf } from '../../../../src/domain/compliance/profiles';
import { reportOf } from '../../../../src/domain/compliance/report';
import type { Assessment } from '../../../../src/domain/compliance/results';

const now = Date.parse('2027-01-10T12:00:00.000Z');
const address = 'module.site.aws_s3_bucket.this';
const open = { address, value: 'public access is not blocked', fix: 'block it' };
const assessment: Assessment = {
  controls: [{ control: 's3-public-access', passed: ['aws_s3_bucket.b'], failed: [open], notAssessed: [] }],
  unjudged: ['aws_route'],
};
const exception = (more: object = {}) => ({
  name: 'public-site',
  control: 's3-public-access',
  environments: ['shop-*'],
  addresses: ['module.site.*'],
  reason: 'it serves the public website',
  until: '2027-01-31',
  ...more,
});
const report = (given: object[], environment = 'shop-dev.web') =>
  reportOf([{ environment, plan: null, assessment }], {
    profile: 'soc2',
    now,
    ...Exceptions.parse({ exceptions: given }),
  });
const publicAccess = (given: object[], environment?: string) =>
  report(given, environment).environments[0]?.controls.find(({ control }) => control === 's3-public-access');

describe('a failure', () => {
  it('is named with the numbers of its control', () => {
    expect(publicAccess([])).toMatchObject({
      result: 'failed',
      numbers: ['SOC 2 CC6.1', 'SOC 2 CC6.6'],
      failed: [open],
    });
  });

  it('is silenced by an exception, which is listed with its reason and its end', () => {
    expect(publicAccess([exception()])).toMatchObject({
      result: 'excepted',
      failed: [],
      excepted: [
        { address, exception: 'public-site', reason: 'it serves the public website', until: '2027-01-31' },
      ],
    });
    expect(report([exception()]).unused).toEqual([]);
  });

  it.each([
    ['another environment', exception({ environments: ['other-*'] })],
    ['another address', exception({ addresses: ['aws_s3_bucket.b'] })],
    ['another control', exception({ control: 's3-logging' })],
  ])('is not silenced by an exception of %s', (_, one) => {
    expect(publicAccess([one])?.result).toBe('failed');
  });

  it('counts again when the exception has ended, which is said', () => {
    expect(publicAccess([exception({ until: '2027-01-09' })])).toMatchObject({
      result: 'failed',
      failed: [{ ended: { exception: 'public-site', until: '2027-01-09' } }],
    });
    expect(publicAccess([exception({ until: '2027-01-10' })])?.result).toBe('excepted');
  });

  it('is silenced by a newer exception beside one that has ended', () => {
    const both = [exception({ until: '2026-12-31' }), exception({ name: 'again' })];

    expect(publicAccess(both)).toMatchObject({ result: 'excepted', excepted: [{ exception: 'again' }] });
  });
});

it('lists an exception that silences nothing, unless it is of what was not checked', () => {
  const given = [
    exception({ name: 'idle', addresses: ['aws_s3_bucket.b'] }),
    exception({ name: 'elsewhere', environments: ['other-*'] }),
    exception({ name: 'of-pci', control: 'database-upgrades' }),
  ];

  expect(report(given).unused.map(({ name }) => name)).toEqual(['idle']);
});

it('takes nothing that is not assessed for passed', () => {
  const { environments, counts } = report([]);
  const versions = environments[0]?.controls.find(({ control }) => control === 's3-versioning');

  expect(versions).toMatchObject({
    result: 'not-assessed',
    notAssessed: [{ address: null, why: 'its plan was made before this control was known' }],
  });
  expect(counts).toEqual({ failed: 1, excepted: 0, passed: 0, 'not-assessed': profileOf('soc2').length - 1 });
});

it('says why an environment that was not assessed at all was not', () => {
  const only = reportOf(
    [{ environment: 'e', plan: null, assessment: undefined, why: 'it does not exist yet' }],
    {
      profile: 'pci',
      exceptions: [],
      now,
    },
  );

  expect(only.counts.passed).toBe(0);
  expect(
    only.environments[0]?.controls.every(({ notAssessed: [one] }) => one?.why === 'it does not exist yet'),
  ).toBe(true);
});

describe.each(profileNames)('profile %s', (name) => {
  it('has a number for each of its controls', () => {
    const listed = profileOf(name);

    expect(listed.length).toBeGreaterThan(25);
    expect(listed.filter((one) => one.numbers.length === 0)).toEqual([]);
  });
});

it('has numbers for every control, and for nothing else', () => {
  expect(Object.keys(numbers).sort()).toEqual(controls.map(({ id }) => id).sort());
});

it.each([
  ['a reason of a word', { reason: 'ok' }],
  ['a day that is none', { until: '2027-02-30' }],
  ['no end', { until: undefined }],
  ['another field', { forever: true }],
])('refuses an exception with %s', (_, more) => {
  expect(Exceptions.safeParse({ exceptions: [exception(more)] }).success).toBe(false);
});

it('refuses two exceptions of one name', () => {
  expect(Exceptions.safeParse({ exceptions: [exception(), exception()] }).success).toBe(false);
});
