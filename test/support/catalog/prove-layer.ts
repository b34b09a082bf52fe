import type { ComponentLayer } from '../../../scripts/components/component-lives';
import { useComponents } from './live-components';

/** Proves each component of a layer by a whole life on the emulator, with the rights of the role alone. */
export function proveLayer(layer: ComponentLayer): void {
  const components = useComponents(layer);

  it.each(components.lives)(
    '$template is made, changes nothing when it is planned again, is changed, destroyed, and leaves nothing',
    async ({ template, made: types }) => {
      const { made, again, changed, fails, ended, ...left } = await components.of(template);

      expect([made.status, made.failure?.reason ?? made.lastRun?.failure?.reason]).toEqual([
        'ready',
        undefined,
      ]);
      expect(again).toMatchObject({ status: 'ready', result: 'applied', counts: [0, 0, 0, 0] });
      expect(changed).toMatchObject({ status: 'ready', result: 'applied', reason: undefined });
      expect(changed?.counts).not.toEqual([0, 0, 0, 0]);
      expect(fails).toBe('');
      expect([ended.status, ended.failure?.reason]).toEqual(['destroyed', undefined]);
      expect(left).toEqual({ types, tagged: [] });
    },
  );

  it('leaves the account as it was', () => {
    const [before, after] = components.census;

    expect(after).toEqual(before);
  });
}
