import type { IncomingHttpHeaders } from 'node:http';

/** What a request of S3 says besides bucket and key. */
interface Asked {
  method: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
}

/** Settings of a bucket by the query that names them, and what their actions are called. */
const settings: Record<string, string> = {
  accelerate: 'AccelerateConfiguration',
  acl: 'BucketAcl',
  analytics: 'AnalyticsConfiguration',
  cors: 'BucketCORS',
  encryption: 'EncryptionConfiguration',
  'intelligent-tiering': 'IntelligentTieringConfiguration',
  inventory: 'InventoryConfiguration',
  lifecycle: 'LifecycleConfiguration',
  location: 'BucketLocation',
  logging: 'BucketLogging',
  metrics: 'MetricsConfiguration',
  notification: 'BucketNotification',
  'object-lock': 'BucketObjectLockConfiguration',
  ownershipControls: 'BucketOwnershipControls',
  policy: 'BucketPolicy',
  policyStatus: 'BucketPolicyStatus',
  publicAccessBlock: 'BucketPublicAccessBlock',
  replication: 'ReplicationConfiguration',
  requestPayment: 'BucketRequestPayment',
  tagging: 'BucketTagging',
  versioning: 'BucketVersioning',
  website: 'BucketWebsite',
};

/** Settings that are removed by a right of their own; every other by the right to write it. */
const ownRemoval = ['policy', 'website'];

const wholeBucket: Record<string, string> = {
  DELETE: 's3:DeleteBucket',
  GET: 's3:ListBucket',
  HEAD: 's3:ListBucket',
  PUT: 's3:CreateBucket',
};

/** The actions of a call about a bucket; undefined for one that is not known here. */
export function bucketOperation({ method, query }: Asked): string[] | undefined {
  if (query.has('delete')) return method === 'POST' ? ['s3:DeleteObject'] : undefined;
  if (query.has('versions')) return ['s3:ListBucketVersions'];
  if (query.has('uploads')) return ['s3:ListBucketMultipartUploads'];
  const setting = Object.keys(settings).find((name) => query.has(name));
  if (setting !== undefined) return settingAction(method, setting);
  const action = wholeBucket[method];
  return action === undefined ? undefined : [action];
}

function settingAction(method: string, setting: string): string[] | undefined {
  const name = settings[setting];
  if (method === 'GET') return [`s3:Get${name}`];
  if (method === 'PUT') return [`s3:Put${name}`];
  if (method !== 'DELETE') return undefined;
  return [`s3:${ownRemoval.includes(setting) ? 'Delete' : 'Put'}${name}`];
}

/** The actions of a call about an object; undefined for one that is not known here. */
export function objectOperation(asked: Asked): string[] | undefined {
  const { method, query, headers } = asked;
  if (headers['x-amz-copy-source'] !== undefined) return undefined;
  const about = ['tagging', 'acl', 'retention', 'legal-hold'].find((name) => query.has(name));
  if (about !== undefined) return aboutObject(method, about);
  if (query.has('uploadId') && method === 'DELETE') return ['s3:AbortMultipartUpload'];
  if (query.has('uploadId') && method === 'GET') return ['s3:ListMultipartUploadParts'];
  const version = query.has('versionId') ? 'Version' : '';
  if (method === 'GET' || method === 'HEAD') return [`s3:GetObject${version}`];
  if (method === 'DELETE') return conditional(`s3:DeleteObject${version}`, asked);
  return method === 'PUT' || method === 'POST' ? conditional('s3:PutObject', asked) : undefined;
}

/** A condition on what is there is a right to read it (docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html). */
function conditional(action: string, { headers }: Asked): string[] {
  return headers['if-match'] === undefined ? [action] : [action, 's3:GetObject'];
}

function aboutObject(method: string, about: string): string[] | undefined {
  const names: Record<string, string> = {
    tagging: 'Tagging',
    acl: 'Acl',
    retention: 'Retention',
    'legal-hold': 'LegalHold',
  };
  const verbs: Record<string, string> = { GET: 'Get', PUT: 'Put', DELETE: 'Delete' };
  const verb = verbs[method];
  return verb === undefined ? undefined : [`s3:${verb}Object${names[about]}`];
}
