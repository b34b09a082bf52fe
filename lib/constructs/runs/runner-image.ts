import { existsSync, readFileSync } from 'node:fs';
import { Aws, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { CfnProject } from 'aws-cdk-lib/aws-codebuild';
import { Repository, TagMutability, TagStatus } from 'aws-cdk-lib/aws-ecr';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { type Arns, imageLogGroup, nameIn } from '../../../src/plane/names';
import { bakePermissions, fetchSource } from '../../../src/plane/permissions/builds';
import { createRole } from '../../permissions/create-role';
import { writeLogs } from '../../../src/plane/permissions/shared';
import { createLogGroup } from '../hub/log-group';
import { plainImage } from './runner-project';

/** The stage, and what its roles may be given access to. */
export interface RunnerImageProps {
  stage: string;
  arns: Arns;
}

const keptImages = 5;
const timeoutInMinutes = 30;

/** A repository for the image of the builds and the project that bakes it; its tag is the digest of what it is baked from. */
export class RunnerImage extends Construct {
  /** Where builds pull the image from; it is there once the project has run. */
  readonly uri: string;
  private readonly context: Asset;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RunnerImageProps,
  ) {
    super(scope, id);
    this.context = new Asset(this, 'Context', { path: contextFolder() });
    this.uri = `${this.repositoryUri()}:${this.context.assetHash}`;
    this.createRepository();
    createLogGroup(this, 'Logs', imageLogGroup(props.stage));
    this.createProject();
  }

  private repositoryUri(): string {
    return `${Aws.ACCOUNT_ID}.dkr.ecr.${Aws.REGION}.amazonaws.com/${nameIn(this.props.stage, 'runner')}`;
  }

  private createRepository(): void {
    new Repository(this, 'Repository', {
      repositoryName: nameIn(this.props.stage, 'runner'),
      imageTagMutability: TagMutability.IMMUTABLE,
      imageScanOnPush: true,
      lifecycleRules: [
        { tagStatus: TagStatus.UNTAGGED, maxImageAge: Duration.days(1), rulePriority: 1 },
        { maxImageCount: keptImages, rulePriority: 2 },
      ],
      // An image can be baked again from the checkout.
      removalPolicy: RemovalPolicy.DESTROY,
      emptyOnDelete: true,
    });
  }

  private createProject(): void {
    const { stage } = this.props;
    const { s3BucketName, s3ObjectKey, assetHash } = this.context;
    const variables = { REPOSITORY_URI: this.repositoryUri(), IMAGE_TAG: assetHash };
    const project = new CfnProject(this, 'Project', {
      name: nameIn(stage, 'runner-image'),
      serviceRole: this.createRole().roleArn,
      source: {
        type: 'S3',
        location: `${s3BucketName}/${s3ObjectKey}`,
        buildSpec: readFileSync('terraform/runner-image/buildspec.yml', 'utf8'),
      },
      artifacts: { type: 'NO_ARTIFACTS' },
      environment: {
        type: 'ARM_CONTAINER',
        computeType: 'BUILD_GENERAL1_SMALL',
        image: plainImage,
        privilegedMode: true,
        environmentVariables: Object.entries(variables).map(([name, value]) => ({
          name,
          value,
          type: 'PLAINTEXT',
        })),
      },
      logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: imageLogGroup(stage) } },
      concurrentBuildLimit: 1,
      timeoutInMinutes,
    });
    acknowledge(project);
  }

  private createRole() {
    const { stage, arns } = this.props;
    return createRole(this, 'Role', {
      roleName: arns.accountName('runner-image'),
      assumedBy: new ServicePrincipal('codebuild.amazonaws.com'),
      permissions: [
        writeLogs(arns, imageLogGroup(stage)),
        ...fetchSource(arns, this.context),
        ...bakePermissions(arns),
      ],
    });
  }
}

function acknowledge(project: CfnProject): void {
  Validations.of(project).acknowledge(
    {
      id: 'AwsSolutions-CB3',
      reason:
        'Building an image needs a Docker daemon. This project bakes from the checkout alone, and its role reaches no target.',
    },
    {
      id: 'AwsSolutions-CB4',
      reason: 'A build leaves no artifact with CodeBuild: the image goes to the encrypted repository.',
    },
  );
}

/** The app is run from the checkout's root, as cdk.json says. */
function contextFolder(): string {
  if (existsSync('dist/runner-image/Dockerfile')) return 'dist/runner-image';
  throw new Error('dist/runner-image is not built; run npm run build');
}
