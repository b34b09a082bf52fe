import { readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { Host } from './tool';

/**
 * The folders Terraform itself takes for local mirrors when its CLI config says nothing.
 * Source: developer.hashicorp.com/terraform/cli/config/config-file, "Implied Local Mirror Directories".
 */
export function impliedMirrors(machine: Host): string[] {
  const own = join(machine.home, '.terraform.d/plugins');
  if (machine.platform === 'darwin') {
    const support = 'Library/Application Support/io.terraform/plugins';
    return [own, join(machine.home, support), join('/', support)];
  }
  return [own, ...xdgDataFolders(machine).map((folder) => join(folder, 'terraform/plugins'))];
}

function xdgDataFolders({ env, home }: Host): string[] {
  const own = env['XDG_DATA_HOME'] || join(home, '.local/share');
  const shared = env['XDG_DATA_DIRS'] || '/usr/local/share:/usr/share';
  return [own, ...shared.split(':')].filter(isAbsolute);
}

/** The `filesystem_mirror` paths of the user's own Terraform CLI config; none if there is no such file. */
export function configuredMirrors(machine: Host): string[] {
  const file = machine.env['TF_CLI_CONFIG_FILE'] || join(machine.home, '.terraformrc');
  const blocks = readText(file).matchAll(/filesystem_mirror\s*\{([^}]*)\}/g);
  return [...blocks]
    .map(([, body = '']) => /(?:^|\n)\s*path\s*=\s*"([^"]+)"/.exec(`\n${body}`)?.[1])
    .filter((path) => path !== undefined)
    .map((path) => resolve(path));
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8').replaceAll(/^\s*(#|\/\/).*$/gm, '');
  } catch {
    return '';
  }
}
