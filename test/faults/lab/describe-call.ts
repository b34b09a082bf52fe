import type { IncomingHttpHeaders } from 'node:http';

/** A request to the hub as it came. */
export interface HubRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What a request is: the service, the operation with what it is about, and whether it changes anything. */
export interface CallKind {
  service: string;
  operation: string;
  writes: boolean;
}

const services: Record<string, string> = {
  DynamoDB_20120810: 'DynamoDB',
  AWSStepFunctions: 'StepFunctions',
  CodeBuild_20161006: 'CodeBuild',
  AWSEvents: 'EventBridge',
  Logs_20140328: 'Logs',
  AmazonEC2ContainerRegistry_V20150921: 'ECR',
  secretsmanager: 'SecretsManager',
};

/** Reads off a request what it does: `PutItem ENV`, `PUT outcome.json`, `StartExecution`. */
export function describeCall(request: HubRequest): CallKind {
  const [prefix = '', operation = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
  const service = services[prefix];
  if (service === undefined) return describeSts(request) ?? describeSns(request) ?? describeS3(request);
  const writes = !/^(Get|Query|Scan|Describe|BatchGet|List)/.test(operation);
  if (service !== 'DynamoDB') return { service, operation, writes };
  return { service, operation: `${operation} ${subjectOf(request.body.toString('utf8'))}`, writes };
}

function subjectOf(body: string): string {
  const index = /"IndexName":"(\w+)"/.exec(body)?.[1];
  if (index !== undefined) return `by ${index}`;
  return /"S":"([A-Z]+)#/.exec(body)?.[1] ?? '';
}

/** Of STS a run asks one thing, and it changes nothing of the hub. */
function describeSts({ headers, body }: HubRequest): CallKind | undefined {
  if (!/\/sts\/aws4_request/.test(headers.authorization ?? '')) return undefined;
  const operation = new URLSearchParams(body.toString('utf8')).get('Action') ?? '';
  return { service: 'STS', operation, writes: false };
}

/** A notice to the topic changes nothing of the hub. */
function describeSns({ headers, body }: HubRequest): CallKind | undefined {
  if (!/\/sns\/aws4_request/.test(headers.authorization ?? '')) return undefined;
  const operation = new URLSearchParams(body.toString('utf8')).get('Action') ?? '';
  return { service: 'SNS', operation, writes: false };
}

function describeS3({ method, path }: HubRequest): CallKind {
  const [key = '', query = ''] = path.split('?');
  const listed = ['versions', 'list-type', 'versionId'].filter((word) => query.includes(word));
  const known = decodeURIComponent(key).replace(/[0-9A-HJKMNP-TV-Z]{26}|[0-9a-f]{64}/g, '*');
  const [folder = '', file = ''] = known.split('/').slice(-2);
  const name = file.startsWith('*') ? `${folder}/${file}` : file;
  const operation = [method, ...listed, name].filter(Boolean).join(' ');
  return { service: 'S3', operation, writes: method !== 'GET' && method !== 'HEAD' };
}
