/** Grants that the local plane shows no call of, each with its reason; `*` in the name of a role stands for any text. */
export interface Unseen {
  role: string;
  sid: string;
  actions: string[];
  why: string;
}

const logs = 'Whoever runs the code writes its log as its role; on one machine what it writes is the log.';
const xRay = 'Traces go to the X-Ray daemon, which sends them as the role; one machine has none.';
const fetched = 'CodeBuild fetches the source as the role before anything of ours runs.';

const throughS3 =
  'S3 asks KMS in the name of its caller; the fronts ask too, and refuse: test/src/emulators/authorize/encrypted-objects.';

export const unseen: readonly Unseen[] = [
  {
    role: 'leasehold-dev-*',
    sid: 'WriteLogs',
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    why: logs,
  },
  {
    role: 'leasehold-dev-*-function',
    sid: 'Trace',
    actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
    why: xRay,
  },
  {
    role: 'leasehold-dev-*-function',
    sid: 'PutAside',
    actions: ['sqs:SendMessage'],
    why: 'Lambda puts an event aside as the role of the function that failed at it.',
  },
  {
    role: 'leasehold-dev-sweep-function',
    sid: 'ReleaseReservations',
    actions: ['dynamodb:DeleteItem'],
    why: 'The API releases the key of a create that it refuses; the sweep does where the API died before that.',
  },
  {
    role: 'leasehold-dev-sweep-function',
    sid: 'RemoveOldPlans',
    actions: ['dynamodb:DeleteItem'],
    why: 'A plan of a stack is removed after thirty days, which no life of this proof has.',
  },
  {
    role: 'leasehold-dev-sweep-function',
    sid: 'CompareDays',
    actions: ['s3:GetObject'],
    why: 'Only a day whose export ended half-way is compared with what is there.',
  },
  {
    role: 'leasehold-dev-runner',
    sid: 'TellAbsentBundle',
    actions: ['s3:ListBucket'],
    why: 'Only a bundle that somebody deleted is absent, and the run then says so.',
  },
  {
    role: 'leasehold-dev-builds',
    sid: 'FetchRunner',
    actions: ['s3:GetObject', 's3:GetObjectVersion'],
    why: fetched,
  },
  {
    role: 'leasehold-dev-builds',
    sid: 'FindRunner',
    actions: ['s3:GetBucketAcl', 's3:GetBucketLocation'],
    why: fetched,
  },
  {
    role: 'leasehold-dev-builds',
    sid: 'DecryptRunner',
    actions: ['kms:Decrypt'],
    why: 'S3 decrypts the source in the name of the role where its bucket has a key of the customer.',
  },
  {
    role: 'leasehold-dev-*',
    sid: 'AskInspector',
    actions: ['inspector2:ListFindings', 'inspector2:ListCoverage'],
    why: 'ECR asks Inspector in the name of its caller where Inspector scans for it; the emulator scans by itself.',
  },
  {
    role: 'leasehold-dev-runner',
    sid: 'EnterTargets',
    actions: ['sts:AssumeRole'],
    why: "The target's STS is asked, which is no part of the hub: test/heavy/target-role holds that against its log.",
  },
  {
    role: 'leasehold-dev-runner',
    sid: 'KeepEncrypted',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    why: throughS3,
  },
  {
    role: 'leasehold-dev-api-function',
    sid: 'DecryptArtifacts',
    actions: ['kms:Decrypt'],
    why: throughS3,
  },
  {
    role: 'leasehold-dev-api-function',
    sid: 'EncryptStates',
    actions: ['kms:GenerateDataKey'],
    why: throughS3,
  },
  {
    role: 'leasehold-dev-api-function',
    sid: 'EncryptStacks',
    actions: ['kms:GenerateDataKey'],
    why: throughS3,
  },
  {
    role: 'leasehold-dev-*-function',
    sid: 'DecryptForStacks',
    actions: ['kms:Decrypt'],
    why: throughS3,
  },
  {
    role: 'leasehold-dev-*-function',
    sid: 'DecryptOutcomes',
    actions: ['kms:Decrypt'],
    why: throughS3,
  },
  {
    role: 'leasehold-dev-sweep-function',
    sid: 'EncryptDays',
    actions: ['kms:GenerateDataKey'],
    why: throughS3,
  },
  {
    role: 'leasehold-dev-sweep-function',
    sid: 'AskActualCost',
    actions: ['ce:GetCostAndUsage'],
    why: 'A local plane has no Cost Explorer; test/src/aws/limits holds the answers that AWS documents against it.',
  },
];

/** Statements of functions that run the same code: which of them makes a call depends on who comes first, so one is enough. */
export const shared: readonly string[] = [
  'ChangeRegistry',
  'UpdateItems',
  'Publish',
  'StartRuns',
  'StopRuns',
  'StopBuilds',
  'ForgetPlanFiles',
  'SeeRuns',
  'SeeWhyRunsWait',
  'ReadOutcomes',
  'TellAbsence',
  'StartImageBuilds',
  'SeeImageBuilds',
  'SeeImages',
  'ReadStacks',
  'ReadShownPlans',
  'ReadCatalog',
  'ReadOutputsOfProducers',
  'TellAbsentState',
  'TellAbsentCatalog',
  'ReleaseRequests',
  'ListOfOwners',
];
