import * as z from 'zod';
import { RunFailure } from '../../domain/environment/run-failure';
import { bundledFiles, bundledFolders } from '../bundled-files';
import { digestOf } from '../digest';
import { parentOf, type Files } from '../files';
import { readBlocks } from '../hcl/blocks';
import { ModuleInterface, readInterface } from '../interface/module-interface';
import { otherEngineBlocks, otherEngineFiles } from '../other-engine';
import { judgedCalls } from '../outside-calls';
import { judgedReads, lostReads } from '../outside-files';
import { RootModule } from '../root-module';
import { inspectRootModule } from '../template-files';
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
}

/** How readings are kept; `rules` names what judges, as another version of it may read otherwise. */
export interface Readings {
  keep: Keeper;
  rules: string;
}

/** Reads a template with the modules that it calls; what was read before is not parsed again. */
export async function readTemplate(
  files: Files,
  root: string,
  { keep, rules }: Readings,
): Promise<ReadTemplate> {
  try {
    const calls = (folder: Files, find: () => Promise<string[]>) =>
      keep(['calls', rules, ...contentOf(folder)], z.array(z.string()), find);
    const folders = await bundledFolders(files, root, calls);
    const bundled = bundledFiles(files, folders);
    const others = otherEngineFiles(files, folders);
    const reading = await keep(['bundle', rules, root, ...contentOf(bundled)], TemplateReading, () =>
      read(bundled, root),
    );
    return { ...reading, refusals: others.concat(reading.refusals), files: bundled, folders };
  } catch (error) {
    return { ...refusedBy(error), files: new Map(), folders: [root] };
  }
}

function contentOf(files: Files): string[] {
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([path, bytes]) => [path, digestOf(bytes)]);
}

async function read(bundled: Files, root: string): Promise<TemplateReading> {
  try {
    const blocks = await readBlocks(bundled);
    const module = await inspectRootModule(bundled, root);
    const own = new Map([...bundled].filter(([path]) => parentOf(path) === root));
    return {
      module,
      interface: await readInterface(own, await readBlocks(own)),
      refusals: otherEngineBlocks(blocks).concat(
        await lostReads(bundled, root),
        await unlockedProviders(bundled, blocks, root),
      ),
      certain: certainResources(blocks, root),
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
