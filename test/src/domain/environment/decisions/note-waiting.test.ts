import type { Environment } from '../../../../../src/domain/environment/environment';
import { refusalWords } from '../../../../../src/domain/environment/waiting';
import { toView } from '../../../../../src/domain/environment/view';
import { hour, minute, plus } from '../../../../../src/domain/base/time';
import { start } from '../../../../support/builders/births';
import {
  after,
  born,
  by,
  claimed,
  decided,
  doomed,
  runOf,
  waiting,
} from '../../../../support/builders/lives';
import { ulidAt } from '../../../../support/builders/ulids';

const words = 'Cannot have more than 0 builds in queue for the account';
const note = (
  environment: Environment,
  ms: number,
  said: string | null = words,
  run = runOf(environment),
) => {
  const at = plus(start, ms);
  const refusal = said === null ? null : { at, words: said };
  return decided(environment, { type: 'note-waiting', run, refusal }, at);
};

describe.each([
  ['provision', born()],
  ['destroy', doomed()],
])('note-waiting of a queued %s', (kind, queued) => {
  const waits = note(queued, minute).environment;

  it('keeps what CodeBuild said and since when, and shows it', () => {
    const { environment, events, effects } = note(queued, minute);

    const since = plus(start, minute);
    expect(environment.run).toMatchObject({ phase: 'queued', waiting: { since, words, told: false } });
    expect(toView(environment).run).toMatchObject({ phase: 'queued', waiting: { since, words } });
    expect([events, effects]).toEqual([[], []]);
    expect(environment.status).toBe(queued.status);
  });

  it('keeps the first instant while the words may change, and writes nothing while both stay', () => {
    const changed = note(waits, 5 * minute, 'Cannot have more than 1 builds in queue for the account');

    expect(changed.environment.run).toMatchObject({ waiting: { since: plus(start, minute) } });
    expect(note(waits, 5 * minute).environment).toBe(waits);
  });

  it('notifies people once, after an hour', () => {
    const early = note(waits, hour + minute - 1);
    const late = note(waits, hour + minute);
    const later = note(late.environment, 3 * hour);

    const data = { run: runOf(queued), kind, since: plus(start, minute), reason: words };
    expect(early.events).toEqual([]);
    expect(late.events).toEqual([expect.objectContaining({ type: 'RunWaitsLong', data })]);
    expect(later.environment).toBe(late.environment);
  });

  it('is over with the refusal, and with the claim', () => {
    const over = note(waits, 2 * minute, null).environment;

    expect(over.run).not.toHaveProperty('waiting');
    expect(claimed(waits).run).not.toHaveProperty('waiting');
    expect(toView(claimed(waits)).run).not.toHaveProperty('waiting');
  });
});

it.each([
  ['a run that is not current', born(), ulidAt(start, 77)],
  ['a claimed run', claimed(born()), undefined],
  ['a plan that waits for a person', waiting(born()), undefined],
])('changes nothing about %s', (_which, environment, run) => {
  expect(note(environment, hour, words, run).environment).toBe(environment);
});

it('leaves a waiting run to be cancelled like any queued one', () => {
  const cancelled = after(note(born(), minute).environment, [{ type: 'cancel', by }]);

  expect(cancelled).toMatchObject({ status: 'failed', run: null, lastRun: { result: 'cancelled' } });
});

it('takes CodeBuild’s own words out of what Step Functions records', () => {
  const cause = `${words} (Service: CodeBuild, Status Code: 400, Request ID: f0d98e36)`;

  expect(refusalWords(cause)).toBe(words);
  expect(refusalWords('x'.repeat(400))).toHaveLength(298);
});
