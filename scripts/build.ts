/** `npm run build`: every bundle, the context of the runner's image, and the link that makes `npx idp` work in a clone. */
import { join } from 'node:path';
import { linkCommand } from './build/link-command';
import { buildBundle, bundlePath, bundles } from './build/bundles';
import { whyUnfit } from '../src/client/fit-to-run';
import { locksOfCheckout, writeContext } from '../src/deploy/runner-image/write-context';

const root = join(import.meta.dirname, '..');

/** Builds one bundle; says what failed and returns false instead of hiding the others' results. */
async function report(bundle: (typeof bundles)[number]): Promise<boolean> {
  try {
    await buildBundle(root, bundle);
    console.log(`built   ${bundle.folder}/${bundle.file}`);
    return true;
  } catch (error) {
    console.error(
      `failed  ${bundle.name} (${bundle.entry}): ${error instanceof Error ? error.message : String(error)}`,
    );
    return false;
  }
}

const unfit = whyUnfit(process.versions.node, () => process.cwd());
if (unfit !== undefined) {
  console.error(unfit);
  process.exit(1);
}

const results = await Promise.all(bundles.map(report));
for (const bundle of bundles.filter(({ command }) => command))
  await linkCommand(root, bundle.name, bundlePath(root, bundle));
if (results.includes(false)) process.exitCode = 1;
else await writeContext(root, await locksOfCheckout(root));
