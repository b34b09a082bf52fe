import { certificatesOf } from '../../../../../src/domain/environment/certificates/find-certificates';
import { certificateRows } from '../../../../../src/domain/environment/certificates/certificate-list';
import {
  boundCertificates,
  type FoundCertificates,
  mostCertificates,
} from '../../../../../src/domain/environment/certificates/held-certificates';
import {
  certificateTimer,
  keepCertificates,
  levelOf,
} from '../../../../../src/domain/environment/certificates/warn-certificates';
import type { Environment } from '../../../../../src/domain/environment/environment';
import { noticeOf } from '../../../../../src/domain/notice/make-notice';
import { day, minute, plus } from '../../../../../src/domain/base/time';
import { start } from '../../../../support/builders/births';
import {
  after,
  applying,
  appliedOutcome,
  born,
  claimed,
  decided,
  runOf,
  settled,
} from '../../../../support/builders/lives';

const arn = (id: string) => `arn:aws:acm:eu-central-1:111122223333:certificate/${id}`;
const item = (name: string, ends: string | null) => ({
  address: `aws_acm_certificate.${name}`,
  name,
  arn: arn(name),
  ends,
});
const found = (items: FoundCertificates['items'], at = start): FoundCertificates => ({ at, items });
const inDays = (days: number) => plus(start, days * day);

/** A life that stands and holds these certificates. */
function standing(certificates: FoundCertificates): Environment {
  const begun = applying(claimed(born()));
  const outcome = Object.assign(appliedOutcome(runOf(begun)), { certificates });
  return settled(begun, outcome).environment;
}

const tick = (environment: Environment, now: string) => decided(environment, { type: 'tick' }, now);
const warningsIn = ({ events }: ReturnType<typeof tick>) =>
  events.filter(({ type }) => type === 'CertificateEndsSoon').map(({ data }) => data);

describe('the certificates of a state', () => {
  it('are those of ACM and of IAM with their ends, and those that it takes from elsewhere', () => {
    const objects = [
      {
        address: 'a.acm',
        type: 'aws_acm_certificate',
        values: { arn: arn('1'), domain_name: 'x.test', not_after: '2026-01-02T03:04:05Z' },
      },
      {
        address: 'a.new',
        type: 'aws_acm_certificate',
        values: { arn: arn('2'), domain_name: 'y.test', not_after: '' },
      },
      {
        address: 'a.iam',
        type: 'aws_iam_server_certificate',
        values: {
          arn: 'arn:aws:iam::111122223333:server-certificate/z',
          name: 'z',
          expiration: '2026-02-01T00:00:00Z',
        },
      },
      { address: 'a.https', type: 'aws_lb_listener', values: { certificate_arn: arn('9') } },
      { address: 'a.own', type: 'aws_lb_listener', values: { certificate_arn: arn('1') } },
      { address: 'a.http', type: 'aws_lb_listener', values: { certificate_arn: null } },
    ];

    expect(
      certificatesOf(objects).map(({ address, name, ends, uses }) => [address, name, ends, uses]),
    ).toEqual([
      ['a.acm', 'x.test', '2026-01-02T03:04:05.000Z', undefined],
      ['a.new', 'y.test', null, undefined],
      ['a.iam', 'z', '2026-02-01T00:00:00.000Z', undefined],
      ['a.https', arn('9'), null, true],
    ]);
  });

  it('are kept to a number, those that end first, and how many there are besides', () => {
    const many = Array.from({ length: mostCertificates + 3 }, (_, at) => item(`c${at}`, inDays(60 - at)));

    const { items, more } = boundCertificates(many, start);

    expect([items.length, more, items[0]?.ends]).toEqual([
      mostCertificates,
      3,
      inDays(60 - mostCertificates - 2),
    ]);
  });
});

it.each([
  [31, 'fine'],
  [30, 'warning'],
  [15, 'warning'],
  [14, 'critical'],
  [-1, 'critical'],
])('%i days before the end is %s', (days, level) => {
  expect(levelOf(inDays(days), start)).toBe(level);
  expect(levelOf(null, start)).toBe('unknown');
});

describe('people are warned', () => {
  it('once at 30 days and once at 14, by an event that is written with the warning', () => {
    const environment = {
      ...standing(found([item('edge', inDays(40))])),
      lease: { ...standing(found([])).lease, expiresAt: null },
    };
    expect(certificateTimer(environment)).toBe(inDays(10));
    expect(warningsIn(tick(environment, inDays(9)))).toEqual([]);

    const first = tick(environment, inDays(10));
    const again = tick(first.environment, plus(inDays(10), minute));
    const last = tick(again.environment, inDays(26));

    expect(warningsIn(first)).toEqual([
      expect.objectContaining({ certificate: 'edge', warning: 30, others: 0 }),
    ]);
    expect(warningsIn(again)).toEqual([]);
    expect(warningsIn(last)).toEqual([expect.objectContaining({ certificate: 'edge', warning: 14 })]);
    expect(certificateTimer(last.environment)).toBeUndefined();
  });

  it('at once of what is near already, in one event for all', () => {
    const environment = standing(found([item('a', inDays(13)), item('b', inDays(29)), item('c', null)]));

    const told = tick(environment, start);

    expect(warningsIn(told)).toEqual([expect.objectContaining({ certificate: 'a', warning: 14, others: 1 })]);
    expect(certificateTimer(told.environment)).toBe(inDays(15));
  });

  it('anew of another end only, as a check for drift reads it', () => {
    const told = tick(standing(found([item('a', inDays(13))])), start).environment;

    const same = keepCertificates(told, found([item('a', inDays(13))], inDays(1)));
    const renewed = keepCertificates(told, found([item('a', inDays(90))], inDays(1)));

    expect(same.certificates?.items).toMatchObject([{ warned: 14 }]);
    expect(renewed.certificates?.items[0]).not.toHaveProperty('warned');
    expect(keepCertificates(told, undefined)).toEqual({ certificates: told.certificates });
  });

  it('with the day of the reading, and the command that shows all', () => {
    const told = tick(standing(found([item('a', inDays(13))])), start);
    const event = told.environment.outbox.find(({ type }) => type === 'CertificateEndsSoon');

    const notice = noticeOf({ event: event!, environment: told.environment }, null);

    expect(notice).toMatchObject({
      type: 'certificate.ends_soon',
      command: `idp certificates ${told.environment.name}`,
    });
    expect(notice?.title).toBe(`A certificate of ${told.environment.name} ends in 13d`);
    expect(notice?.text).toContain(`as read on ${start.slice(0, 10)}`);
  });
});

it('a check that ends replaces what was read before', () => {
  const before = standing(found([item('a', inDays(13))]));
  const checking = after(before, [{ type: 'check-drift', by: 'ada' }]);
  const run = checking.check?.id ?? '';
  const claim = after(checking, [{ type: 'claim-run', run, build: 'b:1' }]);

  const checked = decided(claim, {
    type: 'settle-check',
    run,
    build: 'b:1',
    outcome: {
      result: 'checked',
      found: { objects: 0, causes: [] },
      certificates: found([item('a', inDays(90))], inDays(1)),
    },
  });

  expect(checked.environment.certificates).toMatchObject({ at: inDays(1), items: [{ ends: inDays(90) }] });
});

it('what one environment takes from another has the end that the other says', () => {
  const maker: Environment = { ...standing(found([item('x', inDays(5))])), name: 'maker' };
  const uses = {
    address: 'aws_lb_listener.https',
    arn: arn('x'),
    name: arn('x'),
    ends: null,
    uses: true as const,
  };
  const alone = { ...uses, arn: arn('y'), name: arn('y') };
  const taker: Environment = { ...standing(found([uses, alone])), name: 'taker' };

  const rows = certificateRows([maker, taker], start);

  expect(rows.map(({ environment, madeIn, level }) => [environment, madeIn, level])).toEqual([
    ['maker', undefined, 'critical'],
    ['taker', 'maker', 'critical'],
    ['taker', null, 'unknown'],
  ]);
});
