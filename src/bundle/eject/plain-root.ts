import * as z from 'zod';
import { parseJsonRecord } from '../../domain/base/parse';
import { Engine } from '../../domain/template/engine';
import { BundledModule } from '../../domain/template/vendored-module';
import { isSafe, unzipFiles, zipFiles } from '../archive';
import type { Files } from '../files';

/** More than a state of the largest size and a bundle hold together. */
const mostBytes = 192 * 1024 * 1024;
const aboutFile = 'ejected.json';

/** What an ejected environment says of itself. */
export const EjectedAbout = z.looseObject({
  environment: z.string(),
  life: z.string(),
  template: z.string(),
  version: z.string(),
  engine: Engine,
  region: z.string(),
  /** The folder of the root module. */
  root: z.string().refine(isSafe),
  /** All modules that it calls, where one of them is from elsewhere. */
  modules: z.array(BundledModule).optional(),
  executables: z.array(z.string()).optional(),
});
export type EjectedAbout = z.infer<typeof EjectedAbout>;

/** An environment as plain Terraform has it: its files with inputs, providers and state. */
export interface PlainRoot {
  about: EjectedAbout;
  files: Files;
}

/** One archive of a plain root. */
export function packPlainRoot({ about, files }: PlainRoot): Uint8Array {
  const { executables = [], ...rest } = about;
  return zipFiles({ files, executables: new Set(executables), name: aboutFile, about: rest });
}

/** Reads it; a RunFailure where a path of it leads elsewhere, CorruptRecord where it does not say what it is. */
export function unpackPlainRoot(zip: Uint8Array): PlainRoot {
  const all = unzipFiles(zip, { what: 'The ejected environment', mostBytes });
  const about = parseJsonRecord(EjectedAbout, all.get(aboutFile) ?? new Uint8Array(), aboutFile);
  return { about, files: new Map([...all].filter(([path]) => path !== aboutFile)) };
}
