import { existsSync } from 'node:fs';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type { BuildConfig } from '../../src/config';
import { type Arns, nameIn, runLogGroup } from '../names';
import { createRole, type Permission } from '../permissions/permission';
import { runnerPermissions } from '../permissions/runs';
import { writeLogs } from '../permissions/shared';
import { createLogGroup } from './log-group';
import { RunnerProject } from './runner-project';

/** What every build is told, and the roles of the targets that it may take. */
export interface RunnerProjectsProps {
  stage: string;
  arns: Arns;
  environment: z.input<typeof BuildConfig>;
  targetRoles: string[];
}

/** One project for provisions and one for destroys, so that neither starves the other; both are the same runner. */
export class RunnerProjects extends Construct {
  readonly provision: RunnerProject;
  readonly destroy: RunnerProject;

  constructor(scope: Construct, id: string, props: RunnerProjectsProps) {
    super(scope, id);
    const { stage, environment } = props;
    createLogGroup(this, 'Logs', runLogGroup(stage));
    const runner = new Asset(this, 'Runner', { path: runnerFolder(), exclude: ['*.map'] });
    const shared = { stage, environment, runner, role: this.createRole(props, runner) };
    this.provision = new RunnerProject(this, 'Provision', { ...shared, name: 'provision' });
    this.destroy = new RunnerProject(this, 'Destroy', { ...shared, name: 'destroy' });
  }

  private createRole({ stage, arns, targetRoles }: RunnerProjectsProps, runner: Asset) {
    return createRole(this, 'Role', {
      roleName: nameIn(stage, 'runner'),
      assumedBy: new ServicePrincipal('codebuild.amazonaws.com'),
      permissions: [
        writeLogs(arns, runLogGroup(stage)),
        ...fetchRunner(runner),
        ...runnerPermissions(arns, targetRoles),
      ],
    });
  }
}

function fetchRunner({ s3BucketName, s3ObjectKey }: Asset): Permission[] {
  const bucket = `arn:aws:s3:::${s3BucketName}`;
  return [
    {
      sid: 'FetchRunner',
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
      resources: [`${bucket}/${s3ObjectKey}`],
    },
    { sid: 'FindRunner', actions: ['s3:GetBucketAcl', 's3:GetBucketLocation'], resources: [bucket] },
  ];
}

function runnerFolder(): string {
  if (existsSync('dist/runner/runner.mjs')) return 'dist/runner';
  throw new Error('dist/runner is not built; run npm run build');
}
