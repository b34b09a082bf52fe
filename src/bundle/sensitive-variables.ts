import type { Manifest } from '../domain/template/template';
import { blocksOf, type Files, parentOf } from './file-blocks';
import { attributeOf } from './hcl-blocks';

/**
 * One sentence for each input that the Terraform of the root module in `folder` and its manifest do not both take for a
 * secret: the one hides it in plans and logs, the other in everything that the control plane shows.
 */
export function differentlySensitive(files: Files, folder: string, { inputs }: Manifest): string[] {
  const variables = [...files]
    .filter(([path]) => parentOf(path) === folder)
    .flatMap(([path, bytes]) => blocksOf(path, bytes))
    .filter(({ type }) => type === 'variable');
  return variables.flatMap((block) => {
    const [name = ''] = block.labels;
    const inTerraform = ['sensitive', 'ephemeral'].some((mark) => attributeOf(block, mark) === 'true');
    const inManifest = inputs.properties[name]?.sensitive === true;
    if (inTerraform === inManifest) return [];
    return `the input ${name} is sensitive in ${inTerraform ? 'its variable' : 'template.yaml'} alone; mark it in both`;
  });
}
