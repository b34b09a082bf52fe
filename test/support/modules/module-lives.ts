import { openPlane } from '../../e2e/open-plane';
import type { TestPlane } from '../plane/plane';
import { byManifest, liveModule, releasesWith, servicesOfModules } from './live-module';
import { moduleLives } from './module-life';

/**
 * The lives of some modules, each by a manifest alone, on one plane. `LEASEHOLD_MODULES` names the folder that they were fetched into,
 * `<folder>/<release>` each, as its tag has it; a module that is not there is not run, and named.
 */
export function describeModules(names: readonly string[], publishedBy = byManifest): void {
  let on: TestPlane | undefined;

  describe.each(names)('the module %s of the registry', (name) => {
    it('is published unchanged, built, planned again without a change, changed, destroyed and proven gone', async () => {
      const release = moduleLives[name]?.release ?? name;
      const folder = releasesWith(release);
      if (folder === undefined)
        return void process.stderr.write(
          `not run: ${expect.getState().currentTestName}: LEASEHOLD_MODULES names no folder with ${release}.\n`,
        );
      on ??= await openPlane({ services: servicesOfModules });

      const steps = await liveModule(on, name, publishedBy(on, folder));

      process.stderr.write(`${name}: ${JSON.stringify(steps)}\n`);
      expect(steps).toEqual({
        published: `${publishedBy(on, folder).templateOf(name)}@1.0.0`,
        built: expect.stringMatching(/^ready: [1-9]\d* to create, 0 to update, 0 to delete$/) as string,
        'second plan': 'ready: 0 to create, 0 to update, 0 to delete',
        changed: expect.stringMatching(/^ready: 0 to create, [1-9]\d* to update, 0 to delete$/) as string,
        destroyed: expect.stringMatching(/^destroyed, [1-9]\d* checked$/) as string,
        left: '',
      });
    }, 900_000);
  });
}
