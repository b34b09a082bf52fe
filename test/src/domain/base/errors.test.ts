import {
  DomainError,
  type ErrorCode,
  errorCodes,
  type ErrorDetails,
  invalid,
  isDomainError,
} from '../../../../src/domain/base/errors';

/** Details that cannot be mistaken for words of a message. */
const details: { [Code in ErrorCode]: ErrorDetails<Code> } = {
  WebhookNotFound: { webhook: '01' },
  DeliveryNotFound: { delivery: '01.02' },
  AlreadyDelivered: { delivery: '01.02' },
  TooManyWebhooks: { most: 50 },
  CatalogFull: { whose: 'The team SHOP', bytes: 5, most: 4 },
  BundleReplaced: { digest: 'aa', got: 'bb' },
  KeyRotatedTooOften: { webhook: '01', most: 5, until: '2026-01-02T00:00:00.000Z' },
  KeyAlreadyShown: { webhook: '01' },
  TargetNotFound: { name: 'FOO' },
  TargetExists: { name: 'FOO' },
  TargetBeingRemoved: { name: 'FOO' },
  TargetInUse: { name: 'FOO', lives: ['BAR', 'BAZ'] },
  StackNotFound: { name: 'FOO' },
  StackNameTaken: { name: 'FOO', owner: 'ADA', status: 'READY' },
  StackStatus: { name: 'FOO', status: 'DESTROYED', what: 'EXTEND' },
  StackRevisionChanged: { name: 'FOO', asked: 3, current: 4 },
  PartOfStack: { name: 'FOO.VPC', stack: 'FOO', what: 'EXTEND', command: 'LENGTHEN' },
  ComponentNotFound: { stack: 'FOO', component: 'VPC', known: ['API', 'DB'] },
  ComponentNotAwaiting: { stack: 'FOO', component: 'VPC', state: 'READY' },
  ComponentPlanChanged: { stack: 'FOO', component: 'VPC', asked: 'AAA', current: 'BBB' },
  StackPlanNotShown: { name: 'FOO', plan: 'AAA', revision: 2 },
  StackPlanUnfit: { stack: 'FOO', plan: 'AAA', why: 'it was made for another document' },
  StackPlanOver: { stack: 'FOO', plan: 'AAA' },
  StackPlansReached: {
    holder: 'ADA',
    limit: 2,
    plans: [
      { stack: 'FOO', plan: 'AAA' },
      { stack: 'BAR', plan: 'BBB' },
    ],
  },
  PlannerNotFound: { planner: 'ADA' },
  StackPlanNotFound: { plan: 'FOO' },
  ComponentNotPlanned: { stack: 'FOO', component: 'VPC', plan: 'AAA' },
  NothingToRetry: { name: 'FOO' },
  AsleepForRotation: { name: 'FOO' },
  CertificateUnfit: { why: 'WHY' },
  RotationNotFound: { run: 'RUN' },
  SlotsNotFound: { target: 'DEV' },
  NoFreeSlot: { target: 'DEV', run: 'RUN-1' },
  EjectedNotFound: { name: 'FOO' },
  DriftNotFound: { name: 'FOO', cause: '3F9A' },
  InvalidRequest: { issues: [{ field: 'inputs.port', message: 'must be a number' }] },
  IdempotencyKeyReused: { key: 'KEY-1' },
  Unauthenticated: { reason: 'the token has EXPIRED' },
  Forbidden: { actor: 'ADA', need: 'the role ADMIN', what: 'destroy FOO' },
  TargetForbidden: { actor: 'ADA', what: 'create FOO', refused: "'PROD' is for ADMINS", open: ['DEV'] },
  EnvironmentNotFound: { name: 'FOO' },
  TemplateNotFound: { template: 'TPL', known: ['ONE', 'TWO'] },
  RunNotFound: { run: 'RUN-1' },
  LifeNotFound: { life: 'LIFE-1' },
  ImageBuildNotFound: { build: 'BUILD-1' },
  RouteNotFound: { method: 'PUT', path: '/NOWHERE' },
  PlanNotFound: { run: 'RUN-1' },
  NameTaken: { name: 'FOO', owner: 'ADA', status: 'READY' },
  VersionConflict: { name: 'FOO' },
  InUse: { name: 'FOO', by: ['BAR', 'BAZ'] },
  OutlivesProducer: { name: 'FOO', ends: 'NEVER', producer: 'BAR', producerEnds: 'NOON' },
  CannotBeUsed: { name: 'FOO', because: 'IT IS FAILED' },
  RunActive: { name: 'FOO', run: 'RUN-1', kind: 'DESTROY', phase: 'APPLYING' },
  NoActiveRun: { name: 'FOO' },
  NotAwaitingApproval: { name: 'FOO', now: 'READY' },
  SelfApproval: { name: 'FOO', actor: 'ADA', because: 'ITS COST' },
  PlanChanged: { name: 'FOO', asked: 'AAA', current: 'BBB' },
  WrongStatus: { name: 'FOO', status: 'DESTROYED', what: 'EXTEND' },
  CannotSleep: { name: 'FOO', template: 'PLAYGROUND', version: '1.0.0' },
  LeaseOver: { name: 'FOO', expiresAt: 'NOON' },
  EmulatorLost: { name: 'FOO', what: 'RETRY' },
  LeasePermanent: { name: 'FOO' },
  LeaseTooLong: { asked: '99D', max: '30D', latest: 'NOON' },
  PermanentNotAllowed: { max: '30D' },
  RunRefused: { run: 'RUN-1', reason: 'IT IS OVER' },
  ClaimTooEarly: { run: 'RUN-1', lostAt: 'NOON', from: 'ONE' },
  PolicyDenied: { types: ['AWS_A', 'AWS_B'] },
  DeniedByPolicy: { version: 'V7', reasons: ['TOO DEAR', 'TOO LONG'] },
  StateLocked: { holder: 'ADA', since: 'NOON' },
  StateNotLocked: { name: 'FOO' },
  LockChanged: { name: 'FOO', lock: 'LOCK-1' },
  NotUnaccounted: { name: 'FOO', address: 'AWS_A.B', open: ['AWS_C.D'] },
  StateFenced: { key: 'KEY-1' },
  StateVanished: { key: 'KEY-1' },
  OutboxFull: { name: 'FOO' },
  TooManyToSort: { most: 5_000 },
  TooManyKeys: { until: 'NOON' },
  VersionPublished: { template: 'TPL', version: '1.2.3' },
  TemplateRefused: { template: 'TPL', reasons: ['NO PROVIDER', 'NO LOCK'] },
  TrialNotFound: { template: 'TPL', digest: 'DIGEST-1' },
  TooManyTrials: { most: 97, ttl: '9H' },
  BundleNotFound: { digest: 'd'.repeat(64) },
  BundleNotUploaded: { digest: 'DIGEST-1' },
  VersionWithdrawn: { template: 'TPL', version: '1.2.3', newest: '4.5.6' },
  BundleCorrupt: { digest: 'AAA', got: 'BBB' },
  TerraformFailed: { command: 'PLAN', reason: 'NO' },
  QuotaExceeded: { quota: 'VPCS', used: 5, limit: 7, region: 'EU' },
  QuotaReached: { quota: 'HOURLY', holder: 'OWNER ADA', limit: 'FIVE', used: 'FOUR', asked: 'TWO' },
  BudgetReached: {
    holder: 'TEAM DATA',
    month: '2026-11',
    percent: 101,
    limit: 'FIVE',
    used: 'SIX',
    until: 'DECEMBER',
    who: 'NOBODY',
    what: 'EXTEND FOO',
  },
  Misconfigured: { name: 'VAR', reason: 'IS MISSING' },
  CorruptRecord: { what: 'THE ITEM', reason: 'IS TORN' },
  Unreachable: { what: 'S3', reason: 'TIMED OUT' },
};

const leavesOf = (value: unknown): string[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [String(value)];

describe('DomainError', () => {
  it.each(errorCodes)('%s says all its details in a sentence, and its name is its code', (code) => {
    const error = new DomainError(code, details[code]);

    expect(error).toMatchObject({ name: code, code, details: details[code] });
    for (const detail of leavesOf(details[code])) expect(error.message).toContain(detail);
    expect(error.message).not.toMatch(/undefined|\[object|\.\.$/);
  });

  it('keeps its cause', () => {
    const cause = new Error('socket hang up');

    expect(new DomainError('Unreachable', { what: 'S3', reason: 'x' }, { cause }).cause).toBe(cause);
  });
});

test('isDomainError tells codes apart', () => {
  const error: unknown = invalid('ttl', 'is wrong');

  expect([
    isDomainError(error),
    isDomainError(error, 'InvalidRequest'),
    isDomainError(error, 'Forbidden'),
  ]).toEqual([true, true, false]);
  expect(isDomainError(new Error('InvalidRequest'))).toBe(false);
});
