import { existsSync } from 'node:fs';
import { AccountRootPrincipal, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import type { BuildConfig } from '../../../src/config/runner';
import type { ImageRepository } from '../../../src/domain/image/image-repository';
import { terraformUser } from '../../../src/plane/projects';
import { type Arns, buildsRole, runLogGroup, runsRole } from '../../../src/plane/names';
import { fetchSource, pullPermissions } from '../../../src/plane/permissions/builds';
import { runImages } from '../../../src/plane/permissions/images';
import { createRole } from '../../permissions/create-role';
import { buildPermissions, runPermissions } from '../../../src/plane/permissions/runs';
import { writeLogs } from '../../../src/plane/permissions/shared';
import { createLogGroup } from '../hub/log-group';
import type { Given } from '../../../src/plane/variables';
import { RunnerProject } from './runner-project';

/** The variables that every build gets, and the roles of the targets that it may take. */
export interface RunnerProjectsProps {
  stage: string;
  arns: Arns;
  environment: Given<typeof BuildConfig>;
  targetRoles: string[];
  /** Whose images environments run. */
  imageRepositories: readonly ImageRepository[];
  /** How many builds of each project run at once. */
  concurrentRuns: number;
  /** Of the image that the stage bakes, if it does. */
  image?: string | undefined;
}

/** One project for provisions and one for destroys, so that neither starves the other; both are the same runner. */
export class RunnerProjects extends Construct {
  readonly provision: RunnerProject;
  readonly destroy: RunnerProject;

  constructor(scope: Construct, id: string, props: RunnerProjectsProps) {
    super(scope, id);
    const { stage, image, concurrentRuns } = props;
    const environment = { ...props.environment, LEASEHOLD_TERRAFORM_USER: String(terraformUser) };
    createLogGroup(this, 'Logs', runLogGroup(stage));
    const runner = new Asset(this, 'Runner', { path: runnerFolder(), exclude: ['*.map'] });
    const shared = {
      stage,
      environment,
      image,
      concurrentRuns,
      runner,
      role: this.createBuildsRole(props, runner),
    };
    this.createRunsRole(props);
    this.provision = new RunnerProject(this, 'Provision', { ...shared, name: 'provision' });
    this.destroy = new RunnerProject(this, 'Destroy', { ...shared, name: 'destroy' });
  }

  /** What CodeBuild itself does, and taking the role of runs. */
  private createBuildsRole({ stage, arns, image }: RunnerProjectsProps, runner: Asset) {
    return createRole(this, 'BuildsRole', {
      roleName: arns.accountName(buildsRole),
      assumedBy: new ServicePrincipal('codebuild.amazonaws.com'),
      permissions: [
        writeLogs(arns, runLogGroup(stage)),
        ...fetchSource(arns, runner),
        ...(image === undefined ? [] : pullPermissions(arns)),
        ...buildPermissions(arns),
      ],
    });
  }

  /**
   * The role that targets trust by its name. Whoever takes it is named by a condition: a role that is a principal must exist,
   * and is a stranger once it is made anew.
   */
  private createRunsRole({ arns, targetRoles, imageRepositories }: RunnerProjectsProps): void {
    const isBuild = { ArnEquals: { 'aws:PrincipalArn': arns.role(buildsRole) } };
    // Its id is that of the role which builds had: trust policies from before name it by what IAM made of that.
    createRole(this, 'Role', {
      roleName: arns.accountName(runsRole),
      assumedBy: new AccountRootPrincipal().withConditions(isBuild),
      permissions: [...runPermissions(arns, targetRoles), ...runImages(imageRepositories)],
    });
  }
}

function runnerFolder(): string {
  if (existsSync('dist/runner/runner.mjs')) return 'dist/runner';
  throw new Error('dist/runner is not built; run npm run build');
}
