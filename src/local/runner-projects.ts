import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CodeBuildProject } from '../emulators/codebuild/project';
import { runnerBuildspec, runnerProjects as projectNames, runTimeoutMinutes } from '../plane/projects';
import { logGroup, nameHere } from './hub';
import type { PlaneOptions } from './plane-options';
import { writeTerraformConfig } from '../tools/terraform-config';

/** A small machine bears fewer builds at once than AWS, of each project. */
const concurrentBuilds = 4;

/** The two CodeBuild projects, one for provisions and one for destroys, so that neither can starve the other. */
export async function runnerProjects(
  { root, tools }: Pick<PlaneOptions, 'root' | 'tools'>,
  { folder, hub }: { folder: string; hub: Record<string, string> },
): Promise<CodeBuildProject[]> {
  await mkdir(join(folder, 'builds'), { recursive: true });
  const buildspec = await readFile(join(root, runnerBuildspec), 'utf8');
  const config = await writeTerraformConfig(join(folder, 'terraform.rc'), {
    kind: 'mirror-then-registry',
    path: tools.providers.path,
  });
  const environment = {
    ...hub,
    LEASEHOLD_RUNNER: join(root, 'dist/runner/runner.mjs'),
    LEASEHOLD_TERRAFORM: tools.terraform.path,
    LEASEHOLD_TERRAFORM_CONFIG: config,
    LEASEHOLD_WORK_FOLDER: join(folder, 'work'),
    // Node keeps what it compiled of the runner there, so that only the first build pays for it.
    NODE_COMPILE_CACHE: join(folder, 'node-cache'),
    LEASEHOLD_HEARTBEAT_SECONDS: '1',
    // Here a build that is over has no process left.
    LEASEHOLD_KILL_GRACE_SECONDS: '1',
  };
  const limits = { timeoutInMinutes: runTimeoutMinutes, concurrentBuildLimit: concurrentBuilds };
  const project = { buildspec, environment, logGroup, ...limits };
  return projectNames.map((name) => ({ ...project, name: nameHere(name) }));
}
