import type { Manifest } from '../domain/template/template';
import type { RootModule } from './root-module';

/**
 * One sentence for each input that the Terraform of a root module and its manifest do not both take for a secret: the one
 * hides it in plans and logs, the other in everything that the control plane shows.
 */
export function differentlySensitive({ variables }: RootModule, { inputs }: Manifest): string[] {
  return variables.flatMap(({ name, sensitive }) => {
    if (sensitive === (inputs.properties[name]?.sensitive === true)) return [];
    return `the input ${name} is sensitive in ${sensitive ? 'its variable' : 'template.yaml'} alone; mark it in both`;
  });
}
