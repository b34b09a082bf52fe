import { openWalk } from '../../../../src/cli/rotation/rotation-walk';

const at = (second: number) => `2026-01-01T00:00:${String(second).padStart(2, '0')}.000Z`;
const component = (name: string, walk?: { id: string; left: number }, ended = true, second = 0) => ({
  name,
  ...(walk && {
    rotation: { id: walk.id, since: at(second), by: 'ada', walk, ...(ended && { endedAt: at(59) }) },
  }),
});

describe('a walk over a stack', () => {
  it.each([
    ['was never made', [component('a'), component('b')]],
    [
      'came to its end',
      [component('a', { id: 'w', left: 1 }), component('b', { id: 'w', left: 0 }, true, 1)],
    ],
  ])('is a new one where the last %s', (_, components) => {
    expect(openWalk(components)).toEqual({ done: new Set() });
  });

  it('goes on where one of its rotations did not end', () => {
    const components = [component('a', { id: 'w', left: 1 }), component('b', { id: 'w', left: 0 }, false, 1)];
    expect(openWalk(components)).toEqual({ id: 'w', done: new Set(['a']) });
  });

  it('goes on where its client was killed between two components', () => {
    const before = component('b', { id: 'v', left: 0 });
    expect(openWalk([component('a', { id: 'w', left: 1 }, true, 5), before])).toEqual({
      id: 'w',
      done: new Set(['a']),
    });
  });
});
