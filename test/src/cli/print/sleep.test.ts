import { describeSleep } from '../../../../src/cli/print/sleep';

const sleep = {
  asleep: true,
  schedule: '20:00-07:00 UTC',
  monthly: { awake: 69.64, asleep: 20.53 },
};
const waits = {
  edge: '2026-01-02T07:00:00.000Z',
  since: '2026-01-02T07:00:20.000Z',
  holder: 'team data\u001b[31m',
  quota: 'hourly cost',
  limit: '$1.00',
  used: '$0.98',
  asked: '$0.08',
};

it('says why the schedule has not woken an environment, with the numbers, and where to look', () => {
  expect(describeSleep({ sleep: { ...sleep, waits } })).toEqual([
    'asleep (sleeps 20:00-07:00 UTC)',
    "was to wake at 2026-01-02 07:00 UTC: the quota 'hourly cost' of team data is $1.00, of which $0.98 is used, and waking takes $0.08 more",
    "it wakes as soon as there is room ('idp quotas' shows the quotas)",
    '$69.64 a month awake, $20.53 asleep',
  ]);
});

it('says nothing of a wait where there is none', () => {
  expect(describeSleep({ sleep })).toHaveLength(2);
  expect(describeSleep({})).toEqual([]);
});
