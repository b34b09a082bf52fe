import type { ImageRepository } from '../../domain/image/image-repository';
import type { Arns } from '../names';
import { seeImageBuilds, startImageBuilds } from './images';
import { throughStorage } from './encrypted';
import type { Permission } from './permission';
import { storeWebhookSecrets } from './notices';
import { keepStacks, readForStacks } from './stacks';
import { absent, changeEnvironments, ofItems, readSettings, releaseRequests, settleRuns } from './shared';

/** The API: reads everything people may see, changes environments, unlocks states, starts builds of images. */
export function apiPermissions(arns: Arns, images: readonly ImageRepository[]): Permission[] {
  return [
    ...changeEnvironments(arns),
    ...startImageBuilds(arns, images),
    releaseRequests(arns),
    {
      sid: 'CountRefusals',
      actions: ['dynamodb:UpdateItem'],
      resources: [arns.table],
      conditions: ofItems('REFUSED-COUNT#*'),
    },
    absent(arns.artifacts),
    { ...absent(arns.state), sid: 'TellAbsentState' },
    { ...absent(arns.catalog), sid: 'TellAbsentCatalog' },
    {
      sid: 'List',
      actions: ['dynamodb:Query'],
      resources: [arns.table, arns.index('list'), arns.index('owner')],
    },
    {
      sid: 'ReadCatalog',
      actions: ['s3:GetObject'],
      resources: [`${arns.catalog}/index.json`],
    },
    ...changeCatalog(arns),
    ...takeStates(arns),
    ...keepStacks(arns),
    storeWebhookSecrets(arns),
    ...readArtifacts(arns),
  ];
}

/** Publishing by the API: what is uploaded under its address is read, and bundle and index are written. */
function changeCatalog(arns: Arns): Permission[] {
  const why = 'Uploads and bundles are named by their digest.';
  return [
    { sid: 'WriteIndex', actions: ['s3:PutObject'], resources: [`${arns.catalog}/index.json`] },
    {
      sid: 'TakeUploads',
      actions: ['s3:PutObject', 's3:GetObject'],
      resources: [`${arns.catalog}/uploads/*`],
      why,
    },
    {
      sid: 'WriteAndShowBundles',
      actions: ['s3:PutObject', 's3:GetObject'],
      resources: [`${arns.catalog}/bundles/*`],
      why,
    },
  ];
}

/** States that are to be adopted and certificates that are to be imported are put where the API signs for it, which can read none of them. */
function takeStates(arns: Arns): Permission[] {
  return [
    {
      sid: 'TakeStates',
      actions: ['s3:PutObject'],
      resources: [`${arns.state}/adoptions/*`, `${arns.state}/certificates/*`],
      why: 'Uploaded states and certificates are named by environment, uploader and digest.',
    },
    throughStorage(arns, [arns.state], { sid: 'EncryptStates', actions: ['kms:GenerateDataKey'] }),
  ];
}

/** What people are shown of a life beside its item, and its lock. */
function readArtifacts(arns: Arns): Permission[] {
  return [
    {
      sid: 'ReadPlansAndReceipts',
      actions: ['s3:GetObject'],
      resources: ['plan', 'receipt', 'drift', 'rotation'].map(
        (file) => `${arns.artifacts}/runs/*/${file}.json`,
      ),
      why: 'The readable plan and the receipt of any run, and what any check for drift found or rotation did.',
    },
    {
      sid: 'HandOutSealedCopies',
      actions: ['s3:GetObject'],
      resources: [`${arns.artifacts}/ejected/*`],
      why: 'Copies that only the key of whoever had one made opens.',
    },
    {
      sid: 'ReadOutputsAndLocks',
      actions: ['s3:GetObject'],
      resources: [
        `${arns.state}/environments/*/outputs.json`,
        `${arns.state}/environments/*/terraform.tfstate.tflock`,
      ],
      why: 'Outputs and lock of any life; never a state.',
    },
    throughStorage(arns, [arns.state, arns.artifacts], { sid: 'DecryptArtifacts', actions: ['kms:Decrypt'] }),
    {
      sid: 'Unlock',
      actions: ['s3:DeleteObject'],
      resources: [`${arns.state}/environments/*/terraform.tfstate.tflock`],
      why: 'The lock of any life, when a person requests it.',
    },
    {
      sid: 'ReadBuildLogs',
      actions: ['logs:GetLogEvents'],
      resources: [arns.runLogs],
      why: 'The log of any build.',
    },
  ];
}

/** Settling a run, by the workflow or by a rule. */
export function settlePermissions(arns: Arns): Permission[] {
  return [...changeEnvironments(arns), ...settleRuns(arns)];
}

/** The sweep: what is due and overdue, and every change that follows. */
export function sweepPermissions(arns: Arns, images: readonly ImageRepository[]): Permission[] {
  return [
    ...changeEnvironments(arns),
    ...settleRuns(arns),
    ...startImageBuilds(arns, images),
    ...seeImageBuilds(arns, images),
    {
      sid: 'ReleaseReservations',
      actions: ['dynamodb:DeleteItem'],
      resources: [arns.table],
      conditions: ofItems('KEY#*'),
    },
    {
      sid: 'RemoveOldPlans',
      actions: ['dynamodb:DeleteItem'],
      resources: [arns.table],
      conditions: ofItems('PLAN#*'),
    },
    { sid: 'Due', actions: ['dynamodb:Query'], resources: [arns.index('due'), arns.index('overdue')] },
    ...countLimits(arns),
    ...exportAudit(arns),
    ...readForStacks(arns),
    askActualCost,
  ];
}

/** The shares and accounts of owners and teams, the bills of ended lives, and the slots of targets, taken when they are due; and what an owner has. */
function countLimits(arns: Arns): Permission[] {
  return [
    {
      sid: 'TakeLimits',
      actions: ['dynamodb:UpdateItem'],
      resources: [arns.table],
      conditions: ofItems('QUOTA#*', 'BUDGET#*', 'BILL#*', 'SLOTS#*'),
    },
    { sid: 'ListOfOwners', actions: ['dynamodb:Query'], resources: [arns.index('owner')] },
  ];
}

/** What AWS charged for an ended life. */
const askActualCost: Permission = {
  sid: 'AskActualCost',
  actions: ['ce:GetCostAndUsage'],
  resources: ['*'],
  why: 'The costs of the account have no resource: only a billing view that a request names is one; and no condition sees the tag.',
};

/** A day of the audit by its index, and where it is exported to; what is there can be neither deleted nor, for its condition, replaced. */
function exportAudit(arns: Arns): Permission[] {
  const resources = [`${arns.artifacts}/audit/*`];
  const why = 'Files are named by their day.';
  return [
    { sid: 'ReadDays', actions: ['dynamodb:Query'], resources: [arns.index('list')] },
    {
      sid: 'NoteExports',
      actions: ['dynamodb:UpdateItem'],
      resources: [arns.table],
      conditions: ofItems('EXPORT#*'),
    },
    { sid: 'ExportDays', actions: ['s3:PutObject'], resources, why },
    { sid: 'CompareDays', actions: ['s3:GetObject'], resources, why },
    throughStorage(arns, [arns.artifacts], { sid: 'EncryptDays', actions: ['kms:GenerateDataKey'] }),
  ];
}

/** The authorizer reads which issuers there are; their keys are public. */
export function authorizerPermissions(arns: Arns): Permission[] {
  return [readSettings(arns)];
}

/** What the schedule or a rule could not deliver, or a function could not do, is put aside. */
export function putAside(queue: string): Permission {
  return { sid: 'PutAside', actions: ['sqs:SendMessage'], resources: [queue] };
}
