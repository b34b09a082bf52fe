import { matchesPattern } from '../../src/local/iam/wildcard';
import { destroyNeedsOf, knownTypes, needOfEveryReceipt } from '../../src/runner/preflight/destroy-needs';
import type { HubRequest } from '../faults/describe-call';

/** What was asked of a target, by whose key. */
export interface TargetCall {
  accessKey: string;
  /** As IAM calls it, such as `ec2:DeleteVpc`. */
  action: string;
  fields: URLSearchParams;
}

/** Reads off a request to a target what it asks for: by query, by the operation that JSON calls name, or as S3 does. */
export function readTargetCall(request: HubRequest): TargetCall {
  const [, accessKey = '', signedFor = ''] =
    /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\//.exec(String(request.headers.authorization)) ?? [];
  const fields = new URLSearchParams(request.body.toString('utf8'));
  const operation = signedFor === 's3' ? bucketOperation(request) : operationIn(request, fields);
  const service = signedFor === 'tagging' ? 'tag' : signedFor;
  return { accessKey, action: `${service}:${operation}`, fields };
}

function operationIn({ headers }: HubRequest, fields: URLSearchParams): string {
  const target = String(headers['x-amz-target'] ?? '').split('.');
  return target.at(-1) || String(fields.get('Action'));
}

/** The settings of a bucket as S3's addresses call them, and as IAM does. */
const settings: Record<string, string> = {
  ...{ acl: 'BucketAcl', cors: 'BucketCORS', location: 'BucketLocation', logging: 'BucketLogging' },
  ...{
    policy: 'BucketPolicy',
    tagging: 'BucketTagging',
    versioning: 'BucketVersioning',
    website: 'BucketWebsite',
  },
  ...{ 'object-lock': 'BucketObjectLockConfiguration', ownershipControls: 'BucketOwnershipControls' },
  ...{ publicAccessBlock: 'BucketPublicAccessBlock', requestPayment: 'BucketRequestPayment' },
  ...{ accelerate: 'AccelerateConfiguration', encryption: 'EncryptionConfiguration' },
  ...{ lifecycle: 'LifecycleConfiguration', replication: 'ReplicationConfiguration' },
};

/** What takes a setting away is a put for IAM, but for a policy. */
function bucketOperation({ method, path }: HubRequest): string {
  const asked = [...new URL(path, 'http://bucket').searchParams.keys()].find((key) => key in settings);
  if (asked === undefined) return { PUT: 'CreateBucket', DELETE: 'DeleteBucket' }[method] ?? 'ListBucket';
  const deletes = method === 'DELETE' && asked === 'policy';
  return `${method === 'GET' ? 'Get' : deletes ? 'Delete' : 'Put'}${settings[asked]}`;
}

/** The actions of calls, each once. */
export function actionsIn(calls: readonly TargetCall[]): string[] {
  return [...new Set(calls.map(({ action }) => action))].sort();
}

/** The actions that the table of what destroying needs knows. */
export function actionsOfDestroys(): Set<string> {
  const needs = [...knownTypes.flatMap((type) => destroyNeedsOf(type) ?? []), needOfEveryReceipt];
  return new Set(needs.flatMap(({ service, actions }) => actions.map((one) => `${service}:${one}`)));
}

/** Of some actions those that no granted one covers, `s3:GetBucket*` among them. */
export function notGranted(actions: readonly string[], granted: readonly string[]): string[] {
  return actions.filter((action) => !granted.some((pattern) => matchesPattern(pattern, action)));
}
