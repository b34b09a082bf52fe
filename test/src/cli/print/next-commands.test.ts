import { createPaint } from '../../../../src/client/text/paint';
import { suggestNext } from '../../../../src/cli/print/next-commands';
import type { FailureClass } from '../../../../src/domain/environment/outcome';
import type { EnvironmentView } from '../../../../src/domain/environment/view';
import { views } from '../../../support/builders/views';

const next = (view: EnvironmentView) =>
  suggestNext(view, createPaint(false)).map((line) =>
    line.replace('Next: idp ', '').replace(/[0-9A-Z]{26}/, 'ID'),
  );

const stuckOn = (kind: FailureClass, ...addresses: string[]): EnvironmentView => {
  const view = views.destroyRetries();
  const failure = { class: kind, reason: 'So.', addresses };
  const unaccounted = kind === 'unaccounted' ? addresses : [];
  return { ...view, status: 'stuck', destruction: { ...view.destruction!, failure }, unaccounted };
};

const update = 'update foo -i <input>=<value>';

const failedWith = (kind: FailureClass): EnvironmentView => ({
  ...views.failed(),
  failure: { class: kind, reason: 'So.', addresses: [] },
});

describe('suggestNext', () => {
  it.each(['configuration', 'policy', 'quota', 'unknown'] as const)(
    'names other inputs first after a create that failed by %s, which the same ones would meet again',
    (kind) => {
      expect(next(failedWith(kind))).toEqual([update, 'logs foo --run ID', 'retry foo', 'destroy foo']);
    },
  );

  it.each(['throttled', 'unreachable', 'lost', 'cancelled', 'permission', 'timed-out'] as const)(
    'names another attempt first after a create that failed by %s',
    (kind) => {
      expect(next(failedWith(kind))).toEqual(['retry foo', 'logs foo --run ID', 'destroy foo']);
    },
  );

  it('names other inputs first after a change that failed by them', () => {
    const failure = { class: 'configuration' as const, reason: 'So.', addresses: [] };
    const lastRun = { ...views.failed().lastRun!, failure };

    expect(next({ ...views.ready(), lastRun })).toEqual([update, 'logs foo --run ID']);
  });

  it.each([
    ['queued', views.pending(), ['status foo --watch', 'logs foo --follow']],
    ['awaiting approval', views.waiting(), ['plan foo', 'approve foo', 'reject foo']],
    ['ready', views.ready(), []],
    ['failed', views.failed(), ['retry foo', 'logs foo --run ID', 'destroy foo']],
    ['between attempts to destroy', views.destroyRetries(), ['logs foo --run ID', 'retry foo']],
    ['stuck', stuckOn('dependency'), ['logs foo --run ID', 'retry foo']],
    ['stuck on a lock', stuckOn('locked'), ['logs foo --run ID', 'unlock foo', 'retry foo']],
    [
      'stuck on what it cannot account for',
      stuckOn('unaccounted', 'aws_iam_role.app', 'module.a["it\'s"].aws_x.y[0]'),
      [
        'logs foo --run ID',
        'disown foo --address aws_iam_role.app',
        `disown foo --address 'module.a["it'\\''s"].aws_x.y[0]'`,
        'retry foo',
      ],
    ],
    ['destroyed', views.destroyed(), ['life ID']],
  ])('knows what to type when an environment is %s', (_what, view, commands) => {
    expect(next(view)).toEqual(commands);
  });
});
