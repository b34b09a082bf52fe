import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { configuredMirrors, impliedMirrors } from './implied-mirrors';
import { terraformPlatform } from './tool';
import type { FoundTool, Host, Tool } from './tool';

/** The one provider that the templates need, and the major version they are written for. */
export const awsProvider = { host: 'registry.terraform.io', source: 'hashicorp/aws', major: 5 } as const;

/** Folders where an image or a package may have put a mirror under a name of its own. */
const wellKnownParents = ['/opt', '/usr/local/share', '/usr/share', '/usr/lib', '/srv', '/var/lib'];

/** Folder of providers that were fetched by us. */
export function fetchedProvidersFolder(toolsDir: string): string {
  return join(toolsDir, 'providers');
}

/** Finds a filesystem mirror that holds the AWS provider for this platform: LEASEHOLD_PROVIDER_MIRROR alone if it is set. */
export function findProviderMirror(machine: Host, toolsDir: string): Tool {
  const chosen = machine.env['LEASEHOLD_PROVIDER_MIRROR'];
  for (const folder of chosen ? [chosen] : mirrorCandidates(machine, toolsDir)) {
    const version = newestProvider(folder, terraformPlatform(machine));
    if (version) return report(machine, { path: folder, version });
  }
  return report(machine, null);
}

function mirrorCandidates(machine: Host, toolsDir: string): string[] {
  const wellKnown = wellKnownParents.flatMap((parent) => [parent, ...subfolders(parent)]);
  const known = [...configuredMirrors(machine), ...impliedMirrors(machine), fetchedProvidersFolder(toolsDir)];
  return [...new Set([...known, ...wellKnown])];
}

/** The newest fitting version in a mirror, unpacked (`<version>/<platform>/`) or packed (one zip per version). */
function newestProvider(mirror: string, platform: string): string | undefined {
  const folder = join(mirror, awsProvider.host, awsProvider.source);
  const unpacked = entries(folder).filter((version) => entries(join(folder, version, platform)).length > 0);
  const packed = entries(folder)
    .map((file) => /^terraform-provider-aws_(.+)_([a-z]+_[a-z0-9]+)\.zip$/.exec(file))
    .flatMap((match) => (match?.[1] && match[2] === platform ? [match[1]] : []));
  return [...unpacked, ...packed].filter(isFitting).sort(byVersion).at(-1);
}

function isFitting(version: string): boolean {
  return version.startsWith(`${awsProvider.major}.`);
}

function byVersion(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function subfolders(parent: string): string[] {
  return entries(parent).map((name) => join(parent, name));
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function report(machine: Host, found: FoundTool | null): Tool {
  const chosen = machine.env['LEASEHOLD_PROVIDER_MIRROR'];
  const wanted = `${awsProvider.source} ${awsProvider.major}.x for ${terraformPlatform(machine)}`;
  const howToGet = chosen
    ? `LEASEHOLD_PROVIDER_MIRROR (${chosen}) does not contain ${wanted}`
    : `run \`terraform providers mirror <folder>\` on a machine with internet access and set LEASEHOLD_PROVIDER_MIRROR to that folder (needed: ${wanted})`;
  return { name: 'Terraform AWS provider', found, howToGet };
}
