import { type Arns, runsRole } from '../names';
import { provisionerPrefix } from '../../domain/target/target-role';
import { throughStorage } from './encrypted';
import type { Permission } from './permission';
import { absent, ofItems, readSettings } from './shared';

/** Logs and traces of a state machine. */
const observation: Permission[] = [
  {
    sid: 'DeliverLogs',
    actions: [
      'logs:CreateLogDelivery',
      'logs:GetLogDelivery',
      'logs:UpdateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:DescribeResourcePolicies',
      'logs:DescribeLogGroups',
    ],
    resources: ['*'],
    why: 'Log deliveries have no resource level.',
  },
  {
    sid: 'Trace',
    actions: [
      'xray:PutTraceSegments',
      'xray:PutTelemetryRecords',
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
    ],
    resources: ['*'],
    why: 'X-Ray has no resource level for tracing.',
  },
];

/** A state machine: builds of one project, watched by the rule that `.sync` manages, and the settling function. */
export function workflowPermissions(arns: Arns, project: string): Permission[] {
  return [
    {
      sid: 'Build',
      actions: ['codebuild:StartBuild', 'codebuild:StopBuild', 'codebuild:BatchGetBuilds'],
      resources: [arns.project(project)],
    },
    {
      sid: 'WatchBuilds',
      actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
      resources: [arns.buildRule],
    },
    { sid: 'Settle', actions: ['lambda:InvokeFunction'], resources: [arns.function('workflow-settle-run')] },
    ...observation,
  ];
}

/** The builds of the runner: each takes the role of runs for its run, and does nothing else in its own name. */
export function buildPermissions(arns: Arns): Permission[] {
  return [{ sid: 'BeRun', actions: ['sts:AssumeRole'], resources: [arns.role(runsRole)] }];
}

/**
 * What any run may do in the hub: claim, keep the state, leave artifacts; everything else it does as the target's role. A
 * run has of this what its session policy leaves (src/runner/credentials/run-policies.ts).
 */
export function runPermissions(arns: Arns, roles: string[]): Permission[] {
  return [
    {
      sid: 'Claim',
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      resources: [arns.table],
      conditions: ofItems('ENV#*', 'RUN#*'),
    },
    ...keepWhatRunsKeep(arns),
    absent(arns.artifacts),
    {
      sid: 'FetchBundles',
      actions: ['s3:GetObject'],
      resources: [`${arns.catalog}/bundles/*`],
      why: 'Bundles are named by their digest.',
    },
    { ...absent(arns.catalog), sid: 'TellAbsentBundle' },
    readSettings(arns),
    {
      sid: 'ReadTarget',
      actions: ['dynamodb:GetItem'],
      resources: [arns.table],
      conditions: ofItems('TARGET#*'),
    },
    {
      sid: 'EnterTargets',
      actions: ['sts:AssumeRole'],
      resources: [arns.provisioners, ...roles.filter((role) => !isProvisioner(role))],
      why: 'A target may be added in any account after the deployment; the session of a run is limited to the role of its own.',
    },
  ];
}

/** Whether a role is one of those that are granted by the beginning of their names. */
function isProvisioner(role: string): boolean {
  return new RegExp(`^arn:aws:iam::\\d{12}:role/${provisionerPrefix}`).test(role);
}

/** States and artifacts, and their key. */
function keepWhatRunsKeep(arns: Arns): Permission[] {
  return [
    {
      sid: 'KeepState',
      actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:DeleteObject'],
      resources: [`${arns.state}/environments/*`],
      why: 'The states of any life; the session of a run is limited to its own.',
    },
    ...takeUploads(arns),
    {
      sid: 'FindStates',
      actions: ['s3:ListBucket', 's3:ListBucketVersions'],
      resources: [arns.state],
    },
    {
      sid: 'KeepArtifacts',
      actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
      resources: [`${arns.artifacts}/runs/*`],
      why: 'The artifacts of any run; the session of a run is limited to its own.',
    },
    {
      sid: 'LeaveSealedCopies',
      actions: ['s3:PutObject'],
      resources: [`${arns.artifacts}/ejected/*`],
      why: 'The sealed copy that any run makes of an environment; the session of a run is limited to its own.',
    },
    throughStorage(arns, [arns.state, arns.artifacts], {
      sid: 'KeepEncrypted',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    }),
  ];
}

/** What people uploaded for lives of a name. */
function takeUploads(arns: Arns): Permission[] {
  return [
    {
      sid: 'TakeAdoptedStates',
      actions: ['s3:GetObject'],
      resources: [`${arns.state}/adoptions/*`],
      why: 'States that lives of any name adopt; the session of a run is limited to its own name.',
    },
    {
      sid: 'TakeCertificates',
      actions: ['s3:GetObject', 's3:DeleteObjectVersion'],
      resources: [`${arns.state}/certificates/*`],
      why: 'Certificates that environments of any name import; the session of a run is limited to its own name.',
    },
  ];
}
