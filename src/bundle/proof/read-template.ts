import * as z from 'zod';
import { RunFailure } from '../../domain/environment/run-failure';
import type { WholeModule } from '../../domain/template/template-file';
import type { BundledModule, VendoredModule } from '../../domain/template/vendored-module';
import { bundledFiles, type CallsOf, moduleTree } from '../bundled-files';
import { contentOf } from '../digest';
import { parentOf, type Files, type RunnableFiles } from '../files';
import { readBlocks } from '../hcl/blocks';
import { ModuleInterface, readInterface } from '../interface/module-interface';
import { ModuleCall, type VendoredCall } from '../module-sources';
import { otherEngineBlocks, otherEngineFiles } from '../other-engine';
import { judgedCalls } from '../outside-calls';
import { judgedReads, lostReads } from '../outside-files';
import { judgedDetours, judgedProviders } from '../outside-providers';
import { RootModule } from '../root-module';
import { inspectRootModule } from '../template-files';
import type { ModuleFetcher } from '../vendor/fetch-modules';
import type { WithModules } from '../vendor/lay-modules';
import { vendorModules } from '../vendor/vendor-modules';
import { vendorWhole } from '../vendor/whole-template';
import { CertainResource, certainResources, declaredTypes } from './certain-resources';
import { neededProviders, unlockedProviders } from './locked-providers';
import { Places, placesIn } from './places';
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
  /** The types of all resources that it declares, used or not, sorted. */
  types: z.array(z.string()),
  /** Whom it has run or answer with its providers, which is judged where a team chose them. */
  chosen: z.array(Judged),
  /** What each folder of it declares and calls. */
  places: Places.optional(),
});
export type TemplateReading = z.infer<typeof TemplateReading>;

/** A template's bundle before it is packed, and what was read in it. */
export interface ReadTemplate extends TemplateReading {
  /** The folder of its root module. */
  root: string;
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
  /** The module from elsewhere that it is, where it is nothing else. */
  module: WholeModule | undefined;
}

/** Reads the template of a folder with the modules that it calls; what was read before is not parsed again. */
export async function readTemplate(
  tree: RunnableFiles,
  folder: string,
  { module, ...reading }: Reading,
): Promise<ReadTemplate> {
  const { keep, rules } = reading;
  const callsOf: CallsOf = (own, find) =>
    keep(['calls', rules, ...contentOf(own)], z.array(ModuleCall), find);
  const vendoring = { ...reading, callsOf };
  try {
    const laid = await (module === undefined
      ? vendorModules(tree, folder, vendoring)
      : vendorWhole(tree, folder, { ...vendoring, module }));
    return await readLaid(laid, folder, { keep, rules, callsOf });
  } catch (error) {
    return { ...refusedBy(error), ...nothingRead, root: folder, folders: [folder] };
  }
}

/** Reads a template whose modules from elsewhere lie beside its own files. */
export async function readLaid(
  { root, calls, ...laid }: WithModules,
  folder: string,
  { keep, rules, callsOf }: Readings & { callsOf: CallsOf },
): Promise<ReadTemplate> {
  const tree = await moduleTree(laid.files, root, { callsOf, vendored: calls });
  // A template that is a module from elsewhere has that below its own folder.
  const folders = [...new Set(tree.folders.concat(folder))];
  const files = bundledFiles(laid.files, folders);
  const about = ['bundle', rules, root, JSON.stringify(calls), ...contentOf(files)];
  const found = await keep(about, TemplateReading, () => read(files, root, calls));
  const refusals = otherEngineFiles(laid.files, folders).concat(found.refusals);
  const { executables, modules, records } = laid;
  return { ...found, refusals, root, files, folders, executables, modules, records };
}

const nothingRead = { files: new Map(), executables: new Set<string>(), modules: [], records: [] };

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
      interface: await readInterface(own, { folder: root, blocks, vendored }),
      refusals: otherEngineBlocks(blocks).concat(
        await lostReads(bundled, root),
        await unlockedProviders(bundled, blocks, root),
      ),
      certain: certainResources(blocks, root, vendored),
      outside: (await judgedCalls(bundled)).concat(await judgedReads(bundled)),
      types: declaredTypes(blocks),
      chosen: judgedProviders(neededProviders(blocks)).concat(judgedDetours(blocks)),
      places: placesIn(blocks, vendored),
    };
  } catch (error) {
    return refusedBy(error);
  }
}

/** What cannot be understood is refused by its own words; anything else is a fault of this program. */
function refusedBy(error: unknown): TemplateReading {
  if (!(error instanceof RunFailure)) throw error;
  return { refusals: [error.message], certain: [], outside: [], types: [], chosen: [] };
}
