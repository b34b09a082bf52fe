import type { Arns } from '../names';
import { throughStorage } from './encrypted';
import type { Permission } from './permission';

const streams = 'The streams of one log group; their names are made when a process starts.';
/** Without it, S3 returns 403 for a key that does not exist, and we need to know that it does not. */
export const absent = (bucket: string): Permission => ({
  sid: 'TellAbsence',
  actions: ['s3:ListBucket'],
  resources: [bucket],
});

/** Writing the streams of a log group. */
export function writeLogs(arns: Arns, group: string): Permission {
  return {
    sid: 'WriteLogs',
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [arns.logStreams(group)],
    why: streams,
  };
}

/** The document of what grows with the stage; an old one is read until its last function has ended. */
export function readSettings(arns: Arns): Permission {
  return {
    sid: 'ReadSettings',
    actions: ['s3:GetObject'],
    resources: [`${arns.catalog}/settings/*`],
    why: 'Documents are named by their digest.',
  };
}

/** X-Ray has no resource level. */
export const trace: Permission = {
  sid: 'Trace',
  actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
  resources: ['*'],
  why: 'X-Ray has no resource level for what is written to it.',
};

/** Items that are changed in place; what the audit holds is never one of them. */
function updateItems(arns: Arns): Permission {
  return {
    sid: 'UpdateItems',
    actions: ['dynamodb:UpdateItem'],
    resources: [arns.table],
    conditions: ofItems('ENV#*', 'RUN#*', 'IMAGE#*', 'STACK#*', 'PLAN#*', 'TARGET#*', 'KEY#*'),
  };
}

/** The condition that holds a statement about the table to items whose partitions look so. */
export function ofItems(...partitions: string[]): NonNullable<Permission['conditions']> {
  return { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions } };
}

/** Whoever creates frees the key of a request that is refused. */
export function releaseRequests({ table }: Arns): Permission {
  return {
    sid: 'ReleaseRequests',
    actions: ['dynamodb:DeleteItem'],
    resources: [table],
    conditions: ofItems('KEY#*'),
  };
}

/** What a change needs wherever it is made: the item, its record and events, and the effects that go with it. */
export function changeEnvironments(arns: Arns): Permission[] {
  return [
    readSettings(arns),
    {
      sid: 'ChangeRegistry',
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
      resources: [arns.table],
    },
    updateItems(arns),
    { sid: 'Publish', actions: ['events:PutEvents'], resources: [arns.bus] },
    { sid: 'StartRuns', actions: ['states:StartExecution'], resources: arns.machines },
    {
      sid: 'StopRuns',
      actions: ['states:StopExecution'],
      resources: arns.executions,
      why: 'The executions of one machine; each is named by its run.',
    },
    {
      sid: 'StopBuilds',
      actions: ['codebuild:BatchGetBuilds', 'codebuild:StopBuild'],
      resources: arns.projects,
    },
    {
      sid: 'ForgetPlanFiles',
      actions: ['s3:DeleteObject'],
      resources: [`${arns.artifacts}/runs/*/plan.tfplan`, `${arns.artifacts}/runs/*/plan-files.zip`],
      why: 'The saved plan of any run with the files that it wrote, and nothing else.',
    },
  ];
}

/** What finding out how a run ended needs besides: its execution, and the last word of its build. */
export function settleRuns(arns: Arns): Permission[] {
  return [
    {
      sid: 'SeeRuns',
      actions: ['states:DescribeExecution'],
      resources: arns.executions,
      why: 'The executions of one machine; each is named by its run.',
    },
    {
      sid: 'SeeWhyRunsWait',
      actions: ['states:GetExecutionHistory'],
      resources: arns.executions,
      why: 'The executions of one machine; each is named by its run.',
    },
    {
      sid: 'ReadOutcomes',
      actions: ['s3:GetObject'],
      resources: [`${arns.artifacts}/runs/*/outcome.json`],
      why: 'The outcome of any run.',
    },
    throughStorage(arns, [arns.artifacts], { sid: 'DecryptOutcomes', actions: ['kms:Decrypt'] }),
    absent(arns.artifacts),
  ];
}
