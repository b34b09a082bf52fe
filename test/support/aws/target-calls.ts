import type { IAMClient } from '@aws-sdk/client-iam';
import { readRolePolicies } from '../../../src/emulators/iam/role-policies';
import { matchesWildcard } from '../../../src/emulators/iam/wildcard';
import { knownTypes, needsOf, needsOfEveryReceipt } from '../../../src/runner/preflight/needs';
import { createHubTap, type HubAnswer, type HubTap } from '../../faults/lab/hub-tap';
import type { HubRequest } from '../../faults/lab/describe-call';

/** What was asked of a target, by whose key. */
export interface TargetCall {
  accessKey: string;
  /** As IAM calls it, such as `ec2:DeleteVpc`. */
  action: string;
  /** The fields of a call in AWS's query protocol; of any other, none that can be relied on. */
  fields: URLSearchParams;
}

/** Stands between the runner and its target, and keeps every call; `answer` may give one in the target's stead. */
export function tapTarget(answer: (call: TargetCall) => HubAnswer | undefined = () => undefined): {
  calls: TargetCall[];
  tap: HubTap;
} {
  const calls: TargetCall[] = [];
  const tap = createHubTap(async ({ caller, request }, forward) => {
    if (caller !== 'provisioner') return forward(request);
    const call = readTargetCall(request);
    calls.push(call);
    return answer(call) ?? forward(request);
  });
  return { calls, tap };
}

/** The actions of these calls, each once. */
export function actionsIn(made: readonly TargetCall[]): string[] {
  return [...new Set(made.map(({ action }) => action))].sort();
}

/**
 * The actions of these calls that the policies of the target's role do not grant, or its boundary does not let through.
 * Three are always among them: the provider asks only an emulator for a user, and IAM lets everybody ask who they are.
 */
export async function notGranted(made: readonly TargetCall[], iam: IAMClient): Promise<string[]> {
  const { identity, boundary } = await readRolePolicies(iam, 'leasehold-provisioner');
  const allowedBy = (statements: typeof identity) => (action: string) =>
    statements.some(
      ({ Effect, Action = [] }) => Effect === 'Allow' && Action.some((one) => matchesWildcard(one, action)),
    );
  return actionsIn(made).filter((one) => !allowedBy(identity)(one) || !allowedBy(boundary ?? [])(one));
}

type StepOfNeeds = 'create' | 'update' | 'destroy';

/** The actions of these calls that the tables of what these steps need do not know; every step reads. */
export function notInNeeds(made: readonly TargetCall[], ...steps: StepOfNeeds[]): string[] {
  const needs = knownTypes.flatMap((type) => {
    const facts = needsOf(type);
    return [...(facts?.read ?? []), ...steps.flatMap((step) => facts?.[step] ?? [])];
  });
  const all = [...needs, ...needsOfEveryReceipt];
  const known = new Set(all.flatMap(({ service, actions }) => actions.map((one) => `${service}:${one}`)));
  return actionsIn(made).filter((action) => !known.has(action));
}

/** What `notGranted` returns where the policies suffice. */
export const neededByNobody = ['iam:GetUser', 'sts:AssumeRole', 'sts:GetCallerIdentity'];

function readTargetCall(request: HubRequest): TargetCall {
  const [, accessKey = '', signedFor = ''] =
    /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\//.exec(String(request.headers.authorization)) ?? [];
  const fields = new URLSearchParams(request.body.toString('utf8'));
  const named =
    String(request.headers['x-amz-target'] ?? '')
      .split('.')
      .at(-1) || fields.get('Action');
  const service = signedFor === 'tagging' ? 'tag' : signedFor;
  return { accessKey, action: `${service}:${service === 's3' ? bucketAction(request) : named}`, fields };
}

/** Settings of a bucket whose actions are not called as the setting is. */
const settings: Record<string, string> = {
  accelerate: 'AccelerateConfiguration',
  acl: 'BucketAcl',
  cors: 'BucketCORS',
  encryption: 'EncryptionConfiguration',
  lifecycle: 'LifecycleConfiguration',
  logging: 'BucketLogging',
  'object-lock': 'BucketObjectLockConfiguration',
  ownershipControls: 'BucketOwnershipControls',
  policy: 'BucketPolicy',
  publicAccessBlock: 'BucketPublicAccessBlock',
  replication: 'ReplicationConfiguration',
  requestPayment: 'BucketRequestPayment',
  tagging: 'BucketTagging',
  versioning: 'BucketVersioning',
  website: 'BucketWebsite',
};
const onBuckets: Record<string, string> = {
  DELETE: 'DeleteBucket',
  GET: 'ListBucket',
  HEAD: 'ListBucket',
  PUT: 'CreateBucket',
};

/** S3 names a setting in the query, and removes every one but a policy by the right to write it. */
function bucketAction({ method, path }: HubRequest): string {
  const { searchParams } = new URL(path, 'http://target');
  const setting = Object.keys(settings).find((name) => searchParams.has(name));
  if (setting === undefined) return onBuckets[method] ?? method;
  if (method === 'GET') return `Get${settings[setting]}`;
  return `${method === 'DELETE' && setting === 'policy' ? 'Delete' : 'Put'}${settings[setting]}`;
}
