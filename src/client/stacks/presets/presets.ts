import { createHash } from 'node:crypto';
import type { Layer } from '../../../domain/stack/check-layer';
import type { presetNames } from '../../../domain/stack/stack-file';
import { readLayers } from '../read-layers';
import { development } from './development';
import { production } from './production';
import { staging } from './staging';

/** The text of each preset. */
export const presetTexts: Readonly<Record<(typeof presetNames)[number], string>> = {
  development,
  staging,
  production,
};

/** The presets as layers, by their names. */
export function readPresets(): ReadonlyMap<string, Layer> {
  const files = Object.entries(presetTexts).map(([name, text]) => {
    const bytes = Buffer.from(text);
    const digest = createHash('sha256').update(bytes).digest('hex');
    return { file: `preset:${name}`, bytes, digest };
  });
  const { layers } = readLayers(files);
  return new Map([...layers].map(([file, layer]) => [file.slice('preset:'.length), layer]));
}
