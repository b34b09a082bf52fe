/** A place in the files of a template: the line is from 1, the text what is written there. */
export interface Place {
  file: string;
  line: number;
  text: string;
}

/** One step from a value to what it is made from: `of` is what stands there, by its address in the configuration. */
export interface Step extends Place {
  of: string;
}

/** Something that a template declares: the module's path such as `network.inner` (empty for the root), and the block in it. */
export interface Declared {
  module: string;
  block: string;
  /** An attribute of the block, or a nested block; absent for the block as a whole. */
  attribute?: string;
}

/** Where something is declared, and what its value is made from. */
export interface Traced {
  declared: Place;
  /** False for an attribute that the template does not set: then `declared` is its block. */
  written: boolean;
  /** The calls of the modules that it lies in, from the root down. */
  calls: Step[];
  /** What the value is made from, step by step; empty for a block as a whole. */
  steps: Step[];
  /** The inputs of the environment that it depends on. */
  inputs: string[];
}

/** The files of a version of a template. */
export interface TemplateSource {
  /** Undefined where nothing of that name is declared. */
  trace: (wanted: Declared) => Promise<Traced | undefined>;
}

/** Opens the bundle of these bytes, which must be those of the digest. */
export type OpenSource = (zip: Uint8Array, digest: string) => Promise<TemplateSource>;
