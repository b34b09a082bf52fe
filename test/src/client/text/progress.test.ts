import { describeProgress } from '../../../../src/client/text/progress';
import { start } from '../../../support/builders/births';
import { views } from '../../../support/builders/views';

const now = Date.parse(start) + 3_000;
const at = (address: string, seconds: number) => ({ address, action: 'creating', seconds });
const progress = (parts: object) => ({
  counter: 1,
  at: start,
  step: 'apply',
  done: 0,
  total: 0,
  current: [],
  ...parts,
});

const running = (phase: 'planning' | 'applying' | 'verifying', parts: object, more: object = {}) => {
  const view = views.planning();
  return { ...view, run: { ...view.run!, phase, progress: progress(parts), ...more } };
};

const waitingForRoom = (since: string, words: string) => {
  const view = views.pending();
  return { ...view, run: { ...view.run!, waiting: { since, words } } };
};
const wiped = expect.not.stringContaining('\u001b') as string;

describe('describeProgress', () => {
  it.each([
    ['a run that waits for its build', views.pending(), 'Queued 3s'],
    [
      'a run that CodeBuild has no room for',
      waitingForRoom(start, 'Cannot have more than 0 builds in queue for the account'),
      'Waiting for CodeBuild 3s, since 2026-01-01 00:00 UTC · Cannot have more than 0 builds in queue for the account',
    ],
    [
      'a run that waits for a slot',
      { ...views.pending(), run: { ...views.pending().run!, line: { position: 3, of: 12, since: start } } },
      'Waiting for a slot of target local 3s · 3 of 12 in line',
    ],
    ['a wait in words that would rule the terminal', waitingForRoom(start, 'full\u001b[2J'), wiped],
    ['a run without a report', views.planning(), 'Planning 3s'],
    ['a plan that waits for a person', views.waiting(), 'Awaiting approval 3s'],
    ['a run before its plan', running('planning', { step: 'init' }), 'Preparing'],
    ['a check of images', running('planning', { step: 'images' }), 'Checking images'],
    ['a step of a newer runner', running('verifying', { step: 'sign' }), 'Verifying · sign'],
    [
      'what Terraform has been at longest, and how many others',
      running('applying', { done: 17, total: 30, current: [at('a', 3), at('aws_db_instance.this', 40)] }),
      '17/30 resources · aws_db_instance.this creating 40s · +1 more',
    ],
    [
      'a run that was asked to stop',
      running('applying', { done: 1, total: 2 }, { stopRequestedAt: start }),
      'Stopping · 1/2 resources',
    ],
    ['a destroy', running('applying', { step: 'init' }, { kind: 'destroy' }), 'Destroying · preparing'],
    ['a destroy between attempts', views.destroyRetries(), 'destroying · next attempt in 57s'],
    ['rest', views.ready(), 'ready'],
  ])('shows %s', (_what, view, text) => {
    expect(describeProgress(view, now).text).toEqual(text);
  });

  it('has one key for two steps that have one name, so that a log says it once', () => {
    const [preparing, downloading, planning] = ['prepare', 'init', 'plan'].map((step) =>
      describeProgress(running('planning', { step }), now),
    );

    expect(downloading).toEqual(preparing);
    expect(planning?.key).not.toBe(preparing?.key);
  });

  it('has a new key when something came about, or nothing did for half a minute', () => {
    const key = (done: number, seconds: number) =>
      describeProgress(
        running('applying', { done, total: 9, current: [at('a', seconds)] }),
        now + seconds * 1_000,
      ).key;

    expect(key(1, 20)).toBe(key(1, 10));
    expect(key(2, 10)).not.toBe(key(1, 10));
    expect(key(1, 40)).not.toBe(key(1, 10));
  });
});
