import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CodeBuildProject } from '../emulators/codebuild/project';
import { logGroup } from './hub';
import type { PlaneOptions } from './start-plane';
import { writeTerraformConfig } from '../tools/terraform-config';

/** The two projects' names. */
export const projects = { provision: 'leasehold-provision', destroy: 'leasehold-destroy' } as const;

/** How many builds run at once, on the provision project and on the destroy project each. */
const concurrentBuilds = 4;
const timeoutInMinutes = 60;

/** The two CodeBuild projects, one for provisions and one for destroys, so that neither can starve the other. */
export async function runnerProjects(
  { root, tools }: Pick<PlaneOptions, 'root' | 'tools'>,
  { folder, hub }: { folder: string; hub: Record<string, string> },
): Promise<CodeBuildProject[]> {
  await mkdir(join(folder, 'builds'), { recursive: true });
  const buildspec = await readFile(join(root, 'terraform/buildspec.yml'), 'utf8');
  const config = await writeTerraformConfig(join(folder, 'terraform.rc'), {
    kind: 'mirror-then-registry',
    path: tools.providers.path,
  });
  const environment = {
    ...hub,
    LEASEHOLD_RUNNER: join(root, 'dist/runner/runner.mjs'),
    LEASEHOLD_TERRAFORM: tools.terraform.path,
    LEASEHOLD_TERRAFORM_CONFIG: config,
    LEASEHOLD_HEARTBEAT_SECONDS: '1',
  };
  const limits = { timeoutInMinutes, concurrentBuildLimit: concurrentBuilds };
  const project = { buildspec, environment, logGroup, ...limits };
  return [
    { ...project, name: projects.provision },
    { ...project, name: projects.destroy },
  ];
}
