import { DomainError, invalid } from '../../base/errors';
import type { Instant } from '../../base/time';
import { type Change, type Moment, requireLiving } from '../decisions/change';
import type { Environment } from '../environment';
import { type ExpectedDrift, expectedAt, mostExpected } from './expected-drift';

/** What is expected, by whom, why and until when. */
export type Expectation = Omit<ExpectedDrift, 'at' | 'type' | 'attribute'> & {
  what: Pick<ExpectedDrift, 'type' | 'attribute'>;
};

/** From now on nobody is troubled with a cause that was found, until its end; said again, the newer word holds. */
export function expectDrift(environment: Environment, expectation: Expectation, { now }: Moment): Change {
  const living = requireLiving(environment, now, 'expect drift of');
  refuseUnfit(living, expectation, now);
  const others = expectedAt(living, now).filter(({ cause }) => cause !== expectation.cause);
  if (others.length >= mostExpected)
    throw invalid('cause', `${mostExpected} causes are expected already; fix what is not meant to stay`);
  const { cause, what, reason, until, by } = expectation;
  return {
    environment: { ...living, expected: [...others, { cause, ...what, reason, by, at: now, until }] },
    events: [{ type: 'DriftExpected', actor: by, data: { cause, ...what, reason, until } }],
    effects: [],
  };
}

function refuseUnfit({ name, drift }: Environment, { cause, until }: Expectation, now: Instant): void {
  if (!drift?.causes.includes(cause)) throw new DomainError('DriftNotFound', { name, cause });
  if (until <= now) throw invalid('until', 'must be in the future');
}
