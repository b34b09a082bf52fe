import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const folder = join('dist', 'cdk');

const Assembly = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z.looseObject({ templateFile: z.string().optional() }).optional(),
    }),
  ),
});

/** The templates of the last synthesis, as paths below the root, whatever others the folder still has; throws where there are none. */
export function synthesizedTemplates(root: string): string[] {
  const { artifacts } = Assembly.parse(JSON.parse(readFileSync(join(root, folder, 'manifest.json'), 'utf8')));
  const files = Object.values(artifacts).flatMap(({ type, properties }) =>
    type === 'aws:cloudformation:stack' && properties?.templateFile ? [properties.templateFile] : [],
  );
  if (files.length === 0) throw new Error(`There is no template in ${folder}.`);
  return files.map((file) => join(folder, file));
}
