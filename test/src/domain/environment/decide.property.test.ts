import fc from 'fast-check';
import { type Command, decide, decideBirth } from '../../../../src/domain/environment/decide';
import { dueAt } from '../../../../src/domain/environment/due';
import { Environment, isDoomed, isLiving } from '../../../../src/domain/environment/environment';
import { isDomainError } from '../../../../src/domain/base/errors';
import { failureOf, type Outcome } from '../../../../src/domain/environment/outcome';
import { isClaimed } from '../../../../src/domain/environment/run';
import { day, hour, minute, plus } from '../../../../src/domain/base/time';
import { birthOf, planDigest, planOf, receiptOf, start } from '../../../support/builders/births';
import { ulidAt } from '../../../support/builders/ulids';

const by = 'ada@example.com';
const largestItem = 100 * 1024;

/** One thing somebody tries, at a time after the last; `guess` picks the right or a wrong run and build. */
interface Step {
  kind: string;
  after: number;
  guess: number;
}

const kinds = [
  'change',
  'extend',
  'destroy',
  'approve',
  'reject',
  'cancel',
  'retry',
  'unlock',
  'disown',
  'check-drift',
  'rotate',
  'settle:rotated',
  'expect-drift',
  'claim-check',
  'settle:checked',
  'settle:check-failed',
  'claim-run',
  'begin-apply',
  'begin-verify',
  'note-heartbeat',
  'tick',
  'delivered',
  'settle:planned',
  'settle:applied',
  'settle:failed',
  'settle:cancelled',
  'settle:destroyed',
  'settle:unaccounted',
];

const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom(...kinds),
    after: fc.oneof(
      { weight: 5, arbitrary: fc.integer({ min: 0, max: 5 * minute }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 3 * day }) },
    ),
    guess: fc.nat(9),
  }),
  { maxLength: 80 },
);

function outcomeOf(kind: string, run: string, at: string): Outcome {
  const plan = planOf(run, ['plan-only']);
  switch (kind) {
    case 'settle:planned':
      return { result: 'planned', plan };
    case 'settle:applied':
      return {
        result: 'applied',
        plan,
        resources: 3,
        outputs: { names: ['message'], sensitive: [] },
        cost: plan.cost,
      };
    case 'settle:rotated':
      return { result: 'rotated', counts: { rotated: 1, left: 2 } };
    case 'settle:cancelled':
      return { result: 'cancelled' };
    case 'settle:destroyed':
      return { result: 'destroyed', receipt: receiptOf(at) };
    case 'settle:unaccounted':
      return {
        result: 'failed',
        failure: failureOf('unaccounted', 'A role may be left.', ['aws_iam_role.this']),
      };
    default:
      return { result: 'failed', failure: failureOf('dependency', 'x'.repeat(5000), ['a.b']) };
  }
}

const causes = ['0'.repeat(12), '1'.repeat(12)];

/** The check that works, or another one. */
function checkIn({ check }: Environment, guess: number): string {
  return guess === 0 || !check ? ulidAt(start, 999_998) : check.id;
}

/** The command of a step against the environment as it is; one guess in ten names a wrong run or build. */
function commandOf({ kind, guess }: Step, environment: Environment, now: string): Command {
  const run = guess === 0 || !environment.run ? ulidAt(start, 999_999) : environment.run.id;
  const build =
    guess === 1
      ? 'leasehold:other'
      : environment.run && isClaimed(environment.run)
        ? environment.run.build
        : `leasehold:${run}`;
  const request = guess === 2 ? { key: `key-${now}`, digest: 'x' } : undefined;
  switch (kind) {
    case 'change':
      return {
        type: 'change',
        spec: environment.wanted,
        planOnly: guess > 5,
        cost: environment.cost,
        by,
        request,
      };
    case 'extend':
      return { type: 'extend', ttl: '1h', by, request };
    case 'approve':
      return { type: 'approve', planDigest, by };
    case 'reject':
      return { type: 'reject', planDigest, by, reason: 'no' };
    case 'unlock':
      return { type: 'unlock', lock: 'l', by };
    case 'disown':
      return { type: 'disown', address: guess > 1 ? 'aws_iam_role.this' : 'a.b', by };
    case 'rotate':
      return { type: 'rotate', dryRun: guess % 3 === 0, by, request };
    case 'check-drift':
      return { type: 'check-drift', by, request };
    case 'expect-drift': {
      const cause = guess > 1 ? (environment.drift?.causes[0] ?? causes[0]!) : causes[1]!;
      const what = { type: 'aws_sqs_queue', attribute: null };
      return {
        type: 'expect-drift',
        cause,
        what,
        reason: 'r'.repeat(500),
        until: plus(now, guess * hour),
        by,
      };
    }
    case 'claim-check':
      return { type: 'claim-run', run: checkIn(environment, guess), build: `leasehold:check-${guess % 2}` };
    case 'settle:checked':
    case 'settle:check-failed':
      return {
        type: 'settle-check',
        run: checkIn(environment, guess),
        build: guess === 1 ? null : (environment.check?.build ?? null),
        outcome:
          kind === 'settle:checked'
            ? { result: 'checked', found: { objects: guess % 3, causes: causes.slice(0, guess % 3) } }
            : { result: 'failed', failure: failureOf('lost', 'gone') },
      };
    case 'claim-run':
    case 'begin-verify':
      return { type: kind, run, build };
    case 'begin-apply':
      return { type: 'begin-apply', run, build, planDigest };
    case 'note-heartbeat':
      return { type: 'note-heartbeat', run, counter: guess };
    case 'tick':
      return { type: 'tick' };
    case 'delivered':
      return {
        type: 'delivered',
        events: environment.outbox.map((event) => event.id),
        effects: environment.effects,
      };
    case 'destroy':
    case 'cancel':
    case 'retry':
      return { type: kind, by, request };
    default:
      return {
        type: 'settle-run',
        run,
        build: environment.run && !isClaimed(environment.run) ? null : build,
        outcome: outcomeOf(kind, run, now),
      };
  }
}

function newborn(planOnly: boolean): Environment {
  return decideBirth(birthOf({ planOnly }), undefined, { now: start, newRun: ulidAt(start, 2) }).environment;
}

/** The environment after a command, or as it was when the command is refused; any error but a DomainError fails. */
function tryCommand(environment: Environment, command: Command, now: string, number: number): Environment {
  try {
    return decide(environment, command, { now, newRun: ulidAt(now, number) }).environment;
  } catch (error) {
    if (isDomainError(error)) return environment;
    throw error;
  }
}

function checkStep(before: Environment, after: Environment, command: Command): void {
  if (after === before) return;
  Environment.parse(after);
  expect(after.version).toBe(before.version + 1);
  expect(after.updatedAt >= before.updatedAt).toBe(true);
  if (before.status === 'destroyed' && command.type !== 'delivered') {
    // Nothing more is done to it, but a request that did nothing is remembered.
    const { requests, version, updatedAt } = after;
    expect(after).toEqual({ ...before, requests, version, updatedAt });
  }
  if (isDoomed(before)) expect(isLiving(after)).toBe(false);
  // A check is in no one's way, and works only beside what stands and has no run.
  if (after.check) expect(after).toMatchObject({ status: 'ready', run: null });
  if (['claim-run', 'settle-check'].includes(command.type) && before.check)
    expect({ status: after.status, run: after.run }).toEqual({ status: before.status, run: before.run });
  if (before.check && after.check?.id !== before.check.id)
    expect(after.outbox).toContainEqual(
      expect.objectContaining({
        type: 'DriftCheckEnded',
        data: expect.objectContaining({ run: before.check.id }),
      }),
    );
  if (command.type === 'settle-check' && command.run !== before.check?.id) expect(after).toBe(before);
  if (before.run && after.run?.id !== before.run.id) expect(after.lastRun?.id).toBe(before.run.id);
  if (after.status === 'destroyed' && after.applied) expect(after.receipt.built).toBe(true);
  if (command.type === 'begin-apply') expect(isLiving(before)).toBe(true);
  expect(Buffer.byteLength(JSON.stringify(after))).toBeLessThan(largestItem);
  expect(dueAt(after) === undefined).toBe(
    after.status === 'destroyed' && after.outbox.length + after.effects.length === 0,
  );
  expect((dueAt(after) ?? after.updatedAt) <= plus(after.updatedAt, day)).toBe(true);
}

function live(
  sequence: Step[],
  planOnly: boolean,
  deliverAlways: boolean,
): { environment: Environment; now: string } {
  let now = start;
  let environment = newborn(planOnly);
  sequence.forEach((step, index) => {
    now = plus(now, step.after);
    const command = commandOf(step, environment, now);
    const next = tryCommand(environment, command, now, index);
    checkStep(environment, next, command);
    environment = deliverAlways
      ? tryCommand(next, commandOf({ ...step, kind: 'delivered' }, next, now), now, index)
      : next;
  });
  return { environment, now };
}

test('no sequence of commands breaks a rule of the environment', () => {
  const property = fc.property(steps, fc.boolean(), fc.boolean(), (sequence, planOnly, deliverAlways) => {
    live(sequence, planOnly, deliverAlways);
  });

  fc.assert(property, { numRuns: 400 });
});

test('whatever happened before, expiry leads to a destroy that ends with a receipt', () => {
  const property = fc.property(steps, fc.boolean(), (sequence, planOnly) => {
    let { environment, now } = live(sequence, planOnly, true);
    for (let turn = 0; turn < 12 && environment.status !== 'destroyed'; turn++) {
      now = plus(now, 3 * day);
      const settle = environment.run
        ? ['claim-run', environment.run.kind === 'destroy' ? 'settle:destroyed' : 'settle:failed']
        : [];
      for (const kind of ['tick', ...settle, 'delivered'])
        environment = tryCommand(
          environment,
          commandOf({ kind, after: 0, guess: 9 }, environment, now),
          now,
          turn,
        );
    }
    expect(environment).toMatchObject({ status: 'destroyed', run: null, receipt: expect.anything() });
  });

  fc.assert(property, { numRuns: 300 });
});

test('a run that was told to stop, or whose lease is over, never begins to apply', () => {
  const claimed = decide(
    newborn(false),
    { type: 'claim-run', run: ulidAt(start, 2), build: 'b:1' },
    { now: start, newRun: ulidAt(start, 3) },
  ).environment;
  const apply = { type: 'begin-apply', run: ulidAt(start, 2), build: 'b:1', planDigest } as const;
  const stopped = decide(
    claimed,
    { type: 'cancel', by },
    { now: start, newRun: ulidAt(start, 4) },
  ).environment;

  const late = () => decide(claimed, apply, { now: plus(start, 2 * hour), newRun: ulidAt(start, 5) });
  const afterStop = () => decide(stopped, apply, { now: start, newRun: ulidAt(start, 6) });

  expect(late).toThrow('the lease has ended');
  expect(afterStop).toThrow('being cancelled');
});
