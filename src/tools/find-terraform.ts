import { dirname, join } from 'node:path';
import { executableFolders, findExecutables } from './find-executable';
import { runCommand } from './run-command';
import { isAtLeast, oldestTerraform, terraformRelease } from './terraform-release';
import type { FoundTool, Host, Tool } from './tool';

const versionTimeoutMs = 10_000;

/** Folder of a Terraform that was fetched by us. */
export function fetchedTerraformFolder(toolsDir: string): string {
  return join(toolsDir, `terraform-${terraformRelease.version}`);
}

/** Finds a Terraform that is new enough: TERRAFORM_PATH alone if it is set, else PATH, our own folder, well-known folders. */
export async function findTerraform(machine: Host, toolsDir: string): Promise<Tool> {
  const chosen = machine.env['TERRAFORM_PATH'];
  const folders = executableFolders(machine, [fetchedTerraformFolder(toolsDir)]);
  const candidates = chosen ? [chosen] : findExecutables('terraform', folders);
  const refused: string[] = [];
  for (const path of candidates) {
    const version = await readTerraformVersion(path, machine);
    if (version && isAtLeast(version, oldestTerraform)) return report({ path, version }, refused);
    refused.push(version ? `${path} is ${version}` : `${path} does not run`);
  }
  return report(null, refused);
}

async function readTerraformVersion(path: string, machine: Host): Promise<string | undefined> {
  const env = { PATH: machine.env['PATH'] ?? dirname(path), HOME: machine.home, CHECKPOINT_DISABLE: '1' };
  const result = await runCommand({ path, args: ['version', '-json'], env, timeoutMs: versionTimeoutMs });
  return result.ok ? /"terraform_version":\s*"([^"]+)"/.exec(result.output)?.[1] : undefined;
}

function report(found: FoundTool | null, refused: readonly string[]): Tool {
  const why = refused.length > 0 ? ` (${refused.join('; ')})` : '';
  const howToGet = `install Terraform ${oldestTerraform} or newer, or set TERRAFORM_PATH to it${why}`;
  return { name: 'Terraform', found, howToGet };
}
