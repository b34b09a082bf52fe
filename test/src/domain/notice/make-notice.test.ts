import type { Environment } from '../../../../src/domain/environment/environment';
import type { DomainEvent } from '../../../../src/domain/environment/events';
import { day, hour, minute, plus } from '../../../../src/domain/base/time';
import { startLease } from '../../../../src/domain/lease';
import { noticeOf, noticeOfTrouble } from '../../../../src/domain/notice/make-notice';
import { birthOf, start } from '../../../support/builders/births';
import {
  after,
  appliedOutcome,
  applying,
  born,
  by,
  claimed,
  decided,
  destroyedOutcome,
  doomed,
  failedOutcome,
  ready,
  runOf,
  settled,
  waiting,
} from '../../../support/builders/lives';

const base = 'https://api.example.com';
const tick = { type: 'tick' } as const;
const lastOf = ({ outbox }: Environment, type: string) => outbox.findLast((event) => event.type === type)!;
const told = (environment: Environment, type: string, seen: Environment | null = environment) =>
  noticeOf({ event: lastOf(environment, type), environment: seen }, base);
const leased = (ttl: string, max = '30d') =>
  ready({ lease: startLease({ ttl }, { default: '1d', max, permanent: false }, start) });
const warned = (environment: Environment, before: number) =>
  after(environment, [tick], plus(environment.lease.expiresAt!, -before));

/** Once it was told that its team has passed a threshold of this month's budget. */
const overBudget = (action: 'warn' | 'sleep') =>
  after(ready(), [
    {
      type: 'heed-budget',
      life: ready().id,
      budget: {
        holder: { kind: 'team', name: 'data' },
        month: start.slice(0, 7),
        usd: 100,
        used: 80.5,
        passed: [{ percent: 80, action, at: plus(start, minute) }],
        notify: [80],
      },
    },
  ]);

/** Once its schedule was to wake it, and the quota of its team had no room. */
function waitingWake(): Environment {
  const [evening, morning] = ['2026-01-01T20:00:00.000Z', '2026-01-02T07:00:00.000Z'];
  const sleep = { asleep: false, monthly: { awake: 60, asleep: 0 } };
  const lease = startLease({ ttl: '20d' }, { default: '1d', max: '30d', permanent: false }, start);
  const awake = ready({ spec: { ...birthOf().spec, sleep }, lease, sleep: '20:00-07:00 UTC' });
  const going = applying(claimed(after(awake, [tick], evening), evening), evening);
  const slept = settled(going, appliedOutcome(runOf(going)), evening).environment;
  const full = { holder: 'team data', quota: 'hourly cost', limit: '$1.00', used: '$0.98', asked: '$0.08' };
  return after(slept, [{ ...tick, wake: { edge: morning, full } }], morning);
}

/** A rotation that its run did not complete. */
function rotationFailed(more: object): Environment {
  const rotating = after(ready(), [{ type: 'rotate', dryRun: false, by, ...more }]);
  return settled(claimed(rotating), failedOutcome('dependency', 'ACM refused it.')).environment;
}

it.each<[string, Environment, string, object]>([
  [
    "a threshold of its team's budget",
    overBudget('warn'),
    'BudgetThresholdReached',
    {
      type: 'budget.threshold_reached',
      title: 'The team data has reached 80 % of its budget',
      text: '$80.50 of $100.00 has accrued in 2026-01.',
      command: 'idp quotas',
    },
  ],
  [
    'one of it that concerns the environment itself',
    overBudget('sleep'),
    'BudgetThresholdReached',
    {
      title: 'The team data has reached 80 % of its budget',
      text: '$80.50 of $100.00 has accrued in 2026-01. This concerns foo. It is put to sleep if its template can sleep.',
      command: 'idp status foo',
    },
  ],
  [
    'a wake that a quota keeps from being made',
    waitingWake(),
    'WakeWaitsForQuota',
    {
      type: 'environment.wake_waits',
      title: 'foo was not woken: a quota has no room',
      text: "It was to wake at 2026-01-02 07:00 UTC. The quota 'hourly cost' of team data is $1.00, of which $0.98 is used; waking takes $0.08 more. It wakes as soon as there is room.",
      command: 'idp quotas',
    },
  ],
  [
    'a plan that waits',
    waiting(born({ team: 'data' })),
    'PlanAwaitsApproval',
    {
      type: 'plan.awaits_approval',
      title: 'A plan of foo waits for approval',
      text: '3 to add, 0 to change, 0 to replace, 0 to destroy, $0.00 a month. It waits until 2026-01-04 00:00 UTC.',
      command: 'idp approve foo',
      environment: { name: 'foo', owner: 'ada@example.com', team: 'data', sequence: 4 },
    },
  ],
  [
    'an end a day ahead',
    warned(leased('7d'), day),
    'LeaseEndsSoon',
    {
      type: 'lease.ends_soon',
      title: 'foo ends in 1d',
      text: expect.stringContaining('ends at 2026-01-08 00:00 UTC') as unknown,
      command: 'idp extend foo --ttl 1d',
      link: `${base}/environments/foo`,
    },
  ],
  [
    'an end an hour ahead',
    warned(leased('7d'), hour),
    'LeaseEndsSoon',
    { title: 'foo ends in 1h', command: 'idp extend foo --ttl 2h' },
  ],
  [
    'an end of a lease that can be a little longer',
    warned(leased('7d', '169h'), hour),
    'LeaseEndsSoon',
    { command: 'idp extend foo --ttl 1h', text: expect.stringContaining('by 1h at most') as unknown },
  ],
  [
    'an end of the longest lease',
    warned(leased('7d', '7d'), hour),
    'LeaseEndsSoon',
    { command: 'idp status foo', text: expect.stringContaining('cannot be extended: 7d') as unknown },
  ],
  [
    'the end itself',
    after(ready(), [tick], plus(start, 3 * hour)),
    'LeaseExpired',
    { type: 'lease.ended', command: 'idp status foo' },
  ],
  [
    'a failure',
    settled(applying(claimed(born())), failedOutcome('quota', 'VPCs: 5 of 5 in eu-central-1')).environment,
    'EnvironmentFailed',
    { type: 'environment.failed', text: 'VPCs: 5 of 5 in eu-central-1.', command: 'idp status foo' },
  ],
  [
    'a change that failed and left what was',
    settled(
      claimed(
        after(ready(), [{ type: 'change', spec: ready().wanted, planOnly: false, cost: ready().cost, by }]),
      ),
      failedOutcome('permission', 'It may not.'),
    ).environment,
    'RunFailed',
    {
      type: 'environment.change_failed',
      text: expect.stringContaining('the environment is unchanged') as unknown,
    },
  ],
  [
    'a rotation that stopped',
    rotationFailed({}),
    'RunFailed',
    {
      type: 'environment.rotation_failed',
      text: expect.stringContaining('No old value was retired') as unknown,
      command: 'idp rotate foo',
    },
  ],
  [
    'a certificate that was not replaced',
    rotationFailed({ certificate: { address: 'aws_acm_certificate.site', digest: 'a'.repeat(64) } }),
    'RunFailed',
    {
      type: 'environment.rotation_failed',
      text: expect.stringContaining('In use is the old certificate') as unknown,
      command: "idp rotate foo --certificate 'aws_acm_certificate.site' --from <folder>",
    },
  ],
  [
    'what is stuck',
    settled(claimed(doomed()), failedOutcome('unaccounted')).environment,
    'EnvironmentStuck',
    { type: 'environment.stuck', text: 'It did not work. 1 attempt so far.', command: 'idp status foo' },
  ],
  [
    'a receipt',
    settled(claimed(doomed()), destroyedOutcome()).environment,
    'EnvironmentDestroyed',
    {
      type: 'environment.destroyed',
      text: 'Nothing is left: 3 resources checked, 0 that could not be.',
      command: expect.stringMatching(/^idp receipt [0-9A-Z]{26}$/) as unknown,
      link: expect.stringMatching(/\/lives\/[0-9A-Z]{26}$/) as unknown,
    },
  ],
])('says %s with the one command that matters', (_what, environment, type, expected) => {
  expect(told(environment, type)).toMatchObject({ ...expected, id: lastOf(environment, type).id });
});

it('says nothing of a failed run that another event tells of', () => {
  const failed = settled(applying(claimed(born())), failedOutcome()).environment;

  expect(told(failed, 'RunFailed')).toBeNull();
});

it('says what the event says where the environment is gone, and gives no link where nobody knows the address', () => {
  const ended = warned(leased('7d'), day);
  const event: DomainEvent = lastOf(ended, 'LeaseEndsSoon');

  expect(noticeOf({ event, environment: null }, null)).toMatchObject({
    command: 'idp extend foo --ttl 1d',
    link: null,
    environment: { owner: null, team: null },
  });
});

it('says of an item that the sweep cannot handle which one, and why', () => {
  const at = plus(start, minute);
  const said = (item: string) => noticeOfTrouble({ item, attempts: 5, reason: 'torn' }, { id: 'x', at });

  expect(said('ENV#web')).toMatchObject({ command: 'idp status web', environment: null, at });
  expect(said('KEY#1')).toMatchObject({ command: 'idp doctor' });
});

it('is the same for an event however often it is told', () => {
  const { environment, events } = decided(waiting(born()), { type: 'tick' }, plus(start, 4 * day));

  for (const event of events)
    expect(noticeOf({ event, environment }, base)).toEqual(noticeOf({ event, environment }, base));
});
