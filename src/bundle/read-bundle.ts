import { posix } from 'node:path';
import * as z from 'zod';
import { DomainError } from '../domain/base/errors';
import { parseJsonRecord } from '../domain/base/parse';
import { Engine } from '../domain/template/engine';
import { SleepRules } from '../domain/template/sleep-rules';
import { Inputs, Manifest, OutputSchema } from '../domain/template/template';
import { TemplateName } from '../domain/template/template-name';
import { BundledModule } from '../domain/template/vendored-module';
import { runFailure } from '../domain/environment/run-failure';
import { isSafe, unzipFiles } from './archive';
import { digestOf } from './digest';
import type { Files } from './files';
import { RootModule } from './root-module';

/** What a bundle may hold, unpacked. */
export const mostBundleBytes = 64 * 1024 * 1024;

/** `bundle.json`: which template the bundle holds, which engine it was made for, and what its root module is, read when it was published. */
export const BundleManifest = z.looseObject({
  template: TemplateName,
  version: z.string(),
  engine: Engine,
  /** Absent in bundles of before; what they hold must be read. */
  module: RootModule.optional(),
  /** The inputs with their defaults, as the API has them; absent in bundles of before. */
  inputs: Manifest.shape.inputs.optional(),
  /** What the values of outputs are, by name; absent where nothing is said of any, and in bundles of before. */
  outputs: z.record(z.string(), OutputSchema).optional(),
  /** Values of variables that nobody else gives. */
  set: Inputs.optional(),
  /** What sleep changes; absent where it cannot sleep. */
  sleep: SleepRules.optional(),
  /** Paths of the files that may be run; absent where there is none, and in bundles of before. */
  executables: z.array(z.string()).optional(),
  /** The folder of the root module, from that of the template; absent where it is the same. */
  root: z.string().refine(isSafe).optional(),
  /** All modules that it calls, where one of them is from elsewhere: what Terraform must know to fetch none of them. */
  modules: z.array(BundledModule).optional(),
});
export type BundleManifest = z.infer<typeof BundleManifest>;

/** A bundle whose bytes are proven to be those that were pinned. */
export interface Bundle {
  manifest: BundleManifest;
  files: Files;
  /** Those of the files that may be run. */
  executables: ReadonlySet<string>;
}

/** Where bundles come from; null when there is none of that digest. */
export type BundleSource = (digest: string) => Promise<Uint8Array | null>;

/** The pinned bundle, unpacked in memory; BundleCorrupt when it is missing or not what was published. */
export async function fetchBundle(source: BundleSource, digest: string): Promise<Bundle> {
  const zip = await source(digest);
  if (!zip) throw new DomainError('BundleCorrupt', { digest, got: 'none: it is not in the catalog' });
  const got = digestOf(zip);
  if (got !== digest) throw new DomainError('BundleCorrupt', { digest, got });
  const files = unzipFiles(zip, { what: 'The bundle', mostBytes: mostBundleBytes });
  const manifest = readManifest(files);
  return { manifest, files, executables: new Set(manifest.executables) };
}

function readManifest(files: Files): BundleManifest {
  const bytes = files.get('bundle.json');
  if (!bytes) throw runFailure('configuration', 'The bundle has no bundle.json; publish the template again.');
  return parseJsonRecord(BundleManifest, bytes, 'bundle.json');
}

/** The folder of a bundle's root module. */
export function rootOf({ template, root = '' }: Pick<BundleManifest, 'template' | 'root'>): string {
  return posix.join('templates', template, root);
}
