import { writeFile } from 'node:fs/promises';
import { awsProvider } from './find-provider-mirror';

/** Where providers may come from: a mirror alone (no internet), the registry alone, or the registry for what the mirror lacks. */
export type ProviderSource =
  | { kind: 'mirror'; path: string }
  | { kind: 'registry' }
  | { kind: 'mirror-then-registry'; path: string };

/**
 * Terraform's CLI config for one plane; it replaces the user's own, which may forbid or redirect what we need. `modules` is
 * the address of a registry of modules that stands for Terraform's own.
 */
export function renderTerraformConfig(source: ProviderSource, modules?: string): string {
  const lines = ['disable_checkpoint = true', 'provider_installation {', ...methods(source), '}'];
  return `${lines.concat(modules === undefined ? [] : registryAt(modules)).join('\n')}\n`;
}

function registryAt(address: string): string[] {
  const services = `{ "modules.v1" = ${JSON.stringify(address.replace(/\/*$/, '/'))} }`;
  return [`host "${awsProvider.host}" {`, `  services = ${services}`, '}'];
}

/** Writes the CLI config to `file`, which is then given to Terraform as TF_CLI_CONFIG_FILE. */
export async function writeTerraformConfig(
  file: string,
  source: ProviderSource,
  modules?: string,
): Promise<string> {
  await writeFile(file, renderTerraformConfig(source, modules), { mode: 0o600 });
  return file;
}

/** Terraform asks every method that includes a provider, so the two must not overlap or a missing network fails both. */
function methods(source: ProviderSource): string[] {
  const mirrored = `${awsProvider.host}/${awsProvider.source}`;
  switch (source.kind) {
    case 'registry':
      return ['  direct {}'];
    case 'mirror':
      return ['  filesystem_mirror {', `    path = ${JSON.stringify(source.path)}`, '  }'];
    case 'mirror-then-registry':
      return [
        '  filesystem_mirror {',
        `    path    = ${JSON.stringify(source.path)}`,
        `    include = ["${mirrored}"]`,
        '  }',
        '  direct {',
        `    exclude = ["${mirrored}"]`,
        '  }',
      ];
  }
}
