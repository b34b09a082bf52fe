import { createPaint } from '../../../../src/client/text/paint';
import { suggestNext } from '../../../../src/cli/print/next-commands';
import type { EnvironmentView } from '../../../../src/domain/environment/view';
import { views } from '../../../support/builders/views';

const next = (view: EnvironmentView) =>
  suggestNext(view, createPaint(false)).map((line) =>
    line.replace('Next: idp ', '').replace(/[0-9A-Z]{26}/, 'ID'),
  );

const stuckOn = (kind: 'locked' | 'dependency'): EnvironmentView => {
  const view = views.destroyRetries();
  const failure = { class: kind, reason: 'So.', addresses: [] };
  return { ...view, status: 'stuck', destruction: { ...view.destruction!, failure } };
};

describe('suggestNext', () => {
  it.each([
    ['queued', views.pending(), ['status foo --watch', 'logs foo --follow']],
    ['awaiting approval', views.waiting(), ['plan foo', 'approve foo', 'reject foo']],
    ['ready', views.ready(), []],
    ['failed', views.failed(), ['logs foo --run ID', 'retry foo', 'destroy foo']],
    ['between attempts to destroy', views.destroyRetries(), ['logs foo --run ID', 'retry foo']],
    ['stuck', stuckOn('dependency'), ['logs foo --run ID', 'retry foo']],
    ['stuck on a lock', stuckOn('locked'), ['logs foo --run ID', 'unlock foo', 'retry foo']],
    ['destroyed', views.destroyed(), ['life ID']],
  ])('knows what to type when an environment is %s', (_what, view, commands) => {
    expect(next(view)).toEqual(commands);
  });
});
