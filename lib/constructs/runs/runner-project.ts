import { readFileSync } from 'node:fs';
import { Validations } from 'aws-cdk-lib';
import { CfnProject } from 'aws-cdk-lib/aws-codebuild';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import type { BuildConfig } from '../../../src/config/runner';
import type { Given } from '../../../src/plane/variables';
import { nameIn, runLogGroup } from '../../../src/plane/names';
import { runnerBuildspec, type runnerProjects, runTimeoutMinutes } from '../../../src/plane/projects';

/** What a project builds, with which role, and the variables that every build gets. */
export interface RunnerProjectProps {
  stage: string;
  name: (typeof runnerProjects)[number];
  runner: Asset;
  role: IRole;
  concurrentRuns: number;
  environment: Given<typeof BuildConfig> & Record<string, string | undefined>;
  /** A baked image of the stage's own; absent: CodeBuild's, into which a build fetches Terraform and providers. */
  image?: string | undefined;
}

/** CodeBuild's own image; it has Node 22, which terraform/buildspec.yml chooses. */
export const plainImage = 'aws/codebuild/amazonlinux-aarch64-standard:3.0';

/** A CodeBuild project that runs the runner: never privileged, and with a limit that the workflow takes as back-pressure. */
export class RunnerProject extends Construct {
  readonly projectName: string;

  constructor(scope: Construct, id: string, props: RunnerProjectProps) {
    super(scope, id);
    const { stage, name, runner, role, concurrentRuns } = props;
    this.projectName = nameIn(stage, name);
    const project = new CfnProject(this, 'Project', {
      name: this.projectName,
      serviceRole: role.roleArn,
      source: {
        type: 'S3',
        location: `${runner.s3BucketName}/${runner.s3ObjectKey}`,
        buildSpec: readFileSync(runnerBuildspec, 'utf8'),
      },
      artifacts: { type: 'NO_ARTIFACTS' },
      environment: environmentOf(props),
      logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: runLogGroup(stage) } },
      concurrentBuildLimit: concurrentRuns,
      timeoutInMinutes: runTimeoutMinutes,
    });
    acknowledge(project, props);
  }
}

function acknowledge(project: CfnProject, { image }: RunnerProjectProps): void {
  Validations.of(project).acknowledge({
    id: 'AwsSolutions-CB4',
    reason:
      'A build leaves no artifact with CodeBuild: the runner writes to the encrypted buckets of the hub itself.',
  });
  if (image === undefined) return;
  Validations.of(project).acknowledge({
    id: 'AwsSolutions::AwsSolutions-CB5',
    reason:
      'The rule reads only names without references; this image belongs to the stage, and its tag is immutable.',
  });
}

function environmentOf({ environment, image }: RunnerProjectProps): CfnProject.EnvironmentProperty {
  const given = Object.entries(environment).filter(([, value]) => value !== undefined);
  return {
    type: 'ARM_CONTAINER',
    computeType: 'BUILD_GENERAL1_SMALL',
    image: image ?? plainImage,
    // A registry of the account lets in the role of the project, not CodeBuild itself.
    ...(image === undefined ? {} : { imagePullCredentialsType: 'SERVICE_ROLE' }),
    privilegedMode: false,
    environmentVariables: given.map(([name, value]) => ({ name, value: value ?? '', type: 'PLAINTEXT' })),
  };
}
