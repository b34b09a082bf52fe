import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandResult } from '../../../src/tools/run-command';
import { type SharedProvider, startSharedProvider } from './shared-provider';
import type { TerraformTree } from './terraform-tree';

/** Which commands of Terraform failed on a folder, and how its own tests ended. */
interface Checked {
  failed: CommandResult[];
  tested: CommandResult;
}

/**
 * `init` with the flag given and `test`, which also validates the module, in a folder of a tree; the provider is started once for
 * the whole file. Without a lock file to hold it against, the provider is also installed once: hashing its 700 MB costs more than
 * the tests of a module. For the top of a test file.
 */
export function useFolderChecks(): (tree: TerraformTree, folder: string, flag: string) => Promise<Checked> {
  let provider: Promise<SharedProvider> | undefined;
  afterAll(async () => (await provider)?.close());
  return async (tree, folder, flag) => {
    const initialised = join(tree.root, folder);
    const isLocked = existsSync(join(initialised, '.terraform.lock.hcl'));
    const started = isLocked ? undefined : await provider;
    const init = await tree.runWith(started?.env ?? {}, folder, 'init', '-input=false', '-no-color', flag);
    if (existsSync(join(initialised, '.terraform', 'providers')))
      provider ??= startSharedProvider(initialised);
    const { env = {} } = (await provider) ?? {};
    const tested = await tree.runWith(env, folder, 'test', '-no-color');
    return { failed: [init, tested].filter(({ ok }) => !ok), tested };
  };
}
