import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

/** The layers that the components of the catalog are of, in the order in which a stack builds them. */
export const componentLayers = [
  'network',
  'security',
  'storage',
  'infrastructure',
  'services',
  'operations',
] as const;
export type ComponentLayer = (typeof componentLayers)[number];

const Inputs = z.record(z.string(), z.unknown());
const Types = z.array(z.string().regex(/^aws_/));

/** How a component of the catalog is lived with: `test/catalog/<layer>/<template>.yaml`. */
const ComponentFile = z.strictObject({
  /** The services that a target must offer for it. */
  services: z.array(z.string()).min(1),
  /** Environments that are made first; `${<name>.<output>}` in inputs is an output of theirs. */
  needs: z
    .record(z.string(), z.strictObject({ template: z.string(), inputs: Inputs.default({}) }))
    .default({}),
  inputs: Inputs.default({}),
  /** Inputs that change what was made; without any it is mocked. */
  changed: Inputs.optional(),
  /** The types that are applied to the emulator, each by its life. */
  made: Types.default([]),
  /** Why it is not applied, or why types that it may make are not: the emulator's own limits, and nothing else. */
  mocked: z.union([z.string(), z.record(z.string(), z.string())]).default({}),
});

export type ComponentLife = z.infer<typeof ComponentFile> & { template: string; layer: ComponentLayer };

const folder = join(process.cwd(), 'test', 'catalog');

/** The components of a layer, by name. */
export function livesOf(layer: ComponentLayer): ComponentLife[] {
  if (!existsSync(join(folder, layer))) return [];
  const files = readdirSync(join(folder, layer)).filter((file) => file.endsWith('.yaml'));
  return files.sort().map((file) => {
    const text = readFileSync(join(folder, layer, file), 'utf8');
    const life = ComponentFile.parse(parse(text, { merge: true }));
    return { ...life, layer, template: file.slice(0, -'.yaml'.length) };
  });
}

/** Every component of the catalog. */
export const allLives = (): ComponentLife[] => componentLayers.flatMap((layer) => livesOf(layer));
