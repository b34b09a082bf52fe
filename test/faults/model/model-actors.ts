import fc from 'fast-check';
import type { Command } from '../../../src/domain/environment/decide';
import type { Environment } from '../../../src/domain/environment/environment';
import { failureOf, type Outcome } from '../../../src/domain/environment/outcome';
import { isClaimed } from '../../../src/domain/environment/run';
import { day, minute } from '../../../src/domain/base/time';
import { planDigest, planOf, receiptOf } from '../../support/builders/births';
import type { ModelCommand, ModelResult } from './reference-model';

/** What one actor tries; `guess` makes it right or wrong about run, build and plan. */
export interface Attempt {
  what: 'create' | ModelCommand['type'];
  result: ModelResult;
  guess: number;
  who: string;
}

/** Attempts that are made at one instant, and the time that passes before. */
export interface Round {
  after: number;
  attempts: Attempt[];
}

const likely = (weight: number, ...whats: Attempt['what'][]) => ({
  weight: weight * whats.length,
  arbitrary: fc.constantFrom(...whats),
});

const attempt = fc.record<Attempt>({
  what: fc.oneof(
    likely(3, 'claim-run', 'begin-apply', 'settle-run'),
    likely(2, 'create', 'approve', 'change', 'tick'),
    likely(1, 'extend', 'destroy', 'reject', 'cancel', 'retry', 'begin-verify'),
  ),
  result: fc.constantFrom('planned', 'applied', 'applied', 'failed', 'unaccounted', 'cancelled', 'destroyed'),
  guess: fc.nat(11),
  who: fc.constantFrom('ada@example.com', 'eve@example.com'),
});

/** Histories of up to forty instants at each of which up to four actors try something. */
export const rounds = fc.array(
  fc.record<Round>({
    after: fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 0, max: 20 * minute }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 4 * day }) },
    ),
    attempts: fc.array(attempt, { minLength: 1, maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 40, size: 'max' },
);

const somebody = 'ada@example.com';
const nobody = '01J00000000000000000000000';

/** An attempt in the model's words, made by somebody who last saw the environment as it is given. */
export function modelCommandOf({ what, result, guess, who: by }: Attempt, seen: Environment): ModelCommand {
  const run = guess === 0 || !seen.run ? nobody : seen.run.id;
  const build = guess === 1 ? 'leasehold:other' : `leasehold:${run}`;
  switch (what) {
    case 'change':
      return { type: what, planOnly: guess > 5, by };
    case 'approve':
    case 'reject':
      return { type: what, rightPlan: guess > 0, by, ownAllowed: guess > 9 };
    case 'retry':
      return { type: what, by };
    case 'claim-run':
    case 'begin-apply':
    case 'begin-verify':
      return { type: what, run, build };
    case 'settle-run':
      return { type: what, run, build: isClaimed(seen.run) ? build : null, result, dear: guess > 3 };
    case 'create':
      throw new Error('A birth is no command of a life.');
    default:
      return { type: what };
  }
}

/** The same in the decider's words. */
export function commandOf(command: ModelCommand, seen: Environment, now: string): Command {
  switch (command.type) {
    case 'change': {
      const { wanted: spec, cost } = seen;
      return { type: 'change', spec, cost, planOnly: command.planOnly, by: command.by };
    }
    case 'extend':
      return { type: 'extend', ttl: '1h', by: somebody };
    case 'approve':
      return {
        type: 'approve',
        planDigest: digestOf(command),
        by: command.by,
        selfApproval: command.ownAllowed ? 'allowed' : 'refused',
      };
    case 'reject':
      return { type: 'reject', planDigest: digestOf(command), by: command.by, reason: 'no' };
    case 'claim-run':
    case 'begin-verify':
      return { type: command.type, run: command.run, build: command.build };
    case 'begin-apply':
      return { type: 'begin-apply', run: command.run, build: command.build, planDigest };
    case 'settle-run':
      return {
        type: 'settle-run',
        run: command.run,
        build: command.build,
        outcome: outcomeOf(command, now),
      };
    case 'retry':
      return { type: 'retry', by: command.by };
    case 'destroy':
    case 'cancel':
      return { type: command.type, by: somebody };
    case 'tick':
      return { type: 'tick' };
  }
}

type Settlement = Extract<ModelCommand, { type: 'settle-run' }>;

const digestOf = ({ rightPlan }: { rightPlan: boolean }) => (rightPlan ? planDigest : 'c'.repeat(64));

function outcomeOf({ result, run, dear }: Settlement, now: string): Outcome {
  const plan = planOf(run, dear ? ['plan-only', 'above-cost'] : ['plan-only']);
  const outputs = { names: ['message'], sensitive: [] };
  switch (result) {
    case 'planned':
      return { result, plan };
    case 'applied':
      return { result, plan, resources: 3, outputs, cost: plan.cost };
    case 'cancelled':
      return { result };
    case 'destroyed':
      return { result, receipt: receiptOf(now) };
    default: {
      const cls = result === 'unaccounted' ? 'unaccounted' : 'dependency';
      return { result: 'failed', failure: failureOf(cls, 'It did not work.', ['a.b']) };
    }
  }
}
