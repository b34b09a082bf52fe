import * as z from 'zod';
import { RunFailure } from '../../domain/environment/run-failure';
import type { BundledModule, VendoredModule } from '../../domain/template/vendored-module';
import { bundledFiles, type CallsOf, moduleTree } from '../bundled-files';
import { digestOf } from '../digest';
import { inOrder, parentOf, type Files, type RunnableFiles } from '../files';
import { readBlocks } from '../hcl/blocks';
import { ModuleInterface, readInterface } from '../interface/module-interface';
import { ModuleCall, type VendoredCall } from '../module-sources';
import { otherEngineBlocks, otherEngineFiles } from '../other-engine';
import { judgedCalls } from '../outside-calls';
import { judgedReads, lostReads } from '../outside-files';
import { RootModule } from '../root-module';
import { inspectRootModule } from '../template-files';
import type { ModuleFetcher } from '../vendor/fetch-modules';
import { vendorModules } from '../vendor/vendor-modules';
import { CertainResource, certainResources } from './certain-resources';
import { unlockedProviders } from './locked-providers';
import type { Keeper } from './keep-by-digest';

const Judged = z.object({ name: z.string(), refusal: z.string() });

/** What the files of a bundle say by themselves, whatever its manifest and the stage say; without a module it is refused. */
export const TemplateReading = z.object({
  module: RootModule.optional(),
  /** What the root module takes and returns; there wherever the module is. */
  interface: ModuleInterface.optional(),
  /** One sentence for each thing that no bundle may have. */
  refusals: z.array(z.string()),
  /** What of AWS every plan makes. */
  certain: z.array(CertainResource),
  /** What runs or reads beside the providers, which a stage's policy may list. */
  outside: z.array(Judged),
});
export type TemplateReading = z.infer<typeof TemplateReading>;

/** A template's bundle before it is packed, and what was read in it. */
export interface ReadTemplate extends TemplateReading {
  files: Files;
  /** Those of the template and of the modules that it calls; its own alone where they could not be read. */
  folders: string[];
  /** Which of the files may be run. */
  executables: ReadonlySet<string>;
  /** The modules from elsewhere that are among the files. */
  modules: VendoredModule[];
  /** All that it calls, where one is from elsewhere. */
  records: BundledModule[];
}

/** How readings are kept; `rules` names what judges, as another version of it may read otherwise. */
export interface Readings {
  keep: Keeper;
  rules: string;
}

/** What a template is read with: how readings are kept, and what fetches modules from elsewhere; without it there are none. */
export interface Reading extends Readings {
  fetch: ModuleFetcher | undefined;
}

/** Reads a template with the modules that it calls; what was read before is not parsed again. */
export async function readTemplate(
  tree: RunnableFiles,
  root: string,
  reading: Reading,
): Promise<ReadTemplate> {
  const { keep, rules } = reading;
  const callsOf: CallsOf = (folder, find) =>
    keep(['calls', rules, ...contentOf(folder)], z.array(ModuleCall), find);
  try {
    const laid = await vendorModules(tree, root, { ...reading, callsOf });
    const { folders } = await moduleTree(laid.files, root, { callsOf, vendored: laid.calls });
    const bundled = bundledFiles(laid.files, folders);
    const others = otherEngineFiles(laid.files, folders);
    const about = ['bundle', rules, root, JSON.stringify(laid.calls), ...contentOf(bundled)];
    const found = await keep(about, TemplateReading, () => read(bundled, root, laid.calls));
    const refusals = others.concat(found.refusals);
    const { executables, modules, records } = laid;
    return { ...found, refusals, files: bundled, folders, executables, modules, records };
  } catch (error) {
    return { ...refusedBy(error), ...nothingRead, folders: [root] };
  }
}

const nothingRead = { files: new Map(), executables: new Set<string>(), modules: [], records: [] };

function contentOf(files: Files): string[] {
  return inOrder(files).flatMap(([path, bytes]) => [path, digestOf(bytes)]);
}

async function read(
  bundled: Files,
  root: string,
  vendored: readonly VendoredCall[],
): Promise<TemplateReading> {
  try {
    const blocks = await readBlocks(bundled);
    const module = await inspectRootModule(bundled, root, vendored);
    const own = new Map([...bundled].filter(([path]) => parentOf(path) === root));
    return {
      module,
      interface: await readInterface(own, await readBlocks(own)),
      refusals: otherEngineBlocks(blocks).concat(
        await lostReads(bundled, root),
        await unlockedProviders(bundled, blocks, root),
      ),
      certain: certainResources(blocks, root, vendored),
      outside: (await judgedCalls(bundled)).concat(await judgedReads(bundled)),
    };
  } catch (error) {
    return refusedBy(error);
  }
}

/** What cannot be understood is refused by its own words; anything else is a fault of this program. */
function refusedBy(error: unknown): TemplateReading {
  if (!(error instanceof RunFailure)) throw error;
  return { refusals: [error.message], certain: [], outside: [] };
}
