import type { HubRequest } from '../../../faults/lab/describe-call';
import { iamActions } from './iam-actions';
import { deployedArns } from './deployed-arns';

/** One thing that a role must be allowed for a call to succeed. */
export interface Need {
  action: string;
  resource: string;
  /** The partition keys that a call to DynamoDB names. */
  leadingKeys: string[];
}

/** A call as it was made: whose access key signed it, and what the SDK calls it. */
export interface AwsCall {
  accessKey: string;
  operation: string;
  needs: Need[];
}

/** Reads off a request and the status of its answer what IAM would have asked for; throws for a call that no table knows. */
export function readCall(request: HubRequest, status: number): AwsCall {
  const target = String(request.headers['x-amz-target'] ?? '');
  const read =
    target === ''
      ? (readSts(request) ?? readSns(request) ?? readS3(request, status))
      : readJson(target, request);
  return { accessKey: accessKeyOf(request), ...read };
}

/** Of a signed address, its query says it. */
function accessKeyOf({ headers, path }: HubRequest): string {
  const signature = headers.authorization ?? decodeURIComponent(path);
  return /Credential=([^/]+)\//.exec(signature)?.[1] ?? 'nobody';
}

function readJson(target: string, { body }: HubRequest): Omit<AwsCall, 'accessKey'> {
  const [prefix = '', name = ''] = target.split('.');
  const operation = `${prefix.replace(/_V?\d+$/, '')}.${name}`;
  const input = JSON.parse(body.toString('utf8')) as Input;
  const resources = resourcesOf(operation, input);
  const needs = actionsOf(operation).flatMap((action) =>
    resources.map((resource) => ({ action, resource, leadingKeys: leadingKeysOf(input) })),
  );
  return { operation, needs };
}

/** As much of any input as says what it is about. */
interface Input {
  TableName?: string;
  IndexName?: string;
  Key?: { pk?: { S?: string } };
  Item?: { pk?: { S?: string } };
  ExpressionAttributeValues?: Record<string, { S?: string }>;
  stateMachineArn?: string;
  executionArn?: string;
  projectName?: string;
  id?: string;
  ids?: string[];
  Entries?: { EventBusName?: string }[];
  logGroupName?: string;
  logStreamName?: string;
  repositoryName?: string;
  Name?: string;
  SecretId?: string;
}

function resourcesOf(operation: string, input: Input): string[] {
  const [service] = operation.split('.');
  switch (service) {
    case 'DynamoDB':
      return [deployedArns.table(input.TableName, input.IndexName)];
    case 'AWSStepFunctions':
      return [deployedArns.states(input.stateMachineArn ?? input.executionArn)];
    case 'CodeBuild':
      return [input.projectName, input.id, ...(input.ids ?? [])]
        .filter((one) => one !== undefined)
        .map((one) => deployedArns.project(one));
    case 'AWSEvents':
      return (input.Entries ?? []).map(({ EventBusName }) => deployedArns.bus(EventBusName));
    case 'secretsmanager':
      return [deployedArns.secret(input.Name ?? input.SecretId)];
    case 'AmazonEC2ContainerRegistry':
      return [deployedArns.imageRepository(input.repositoryName)];
    case 'Logs':
      return [deployedArns.logStream(input.logGroupName, input.logStreamName)];
    default:
      throw new Error(`No resource is known for a call of ${operation}`);
  }
}

function leadingKeysOf({ Key, Item, ExpressionAttributeValues }: Input): string[] {
  const named = [Key?.pk?.S, Item?.pk?.S].filter((key) => key !== undefined);
  if (named.length > 0) return named;
  const compared = Object.values(ExpressionAttributeValues ?? {}).map(({ S }) => S);
  return compared.filter((value) => value !== undefined).slice(0, 1);
}

function readSts({ headers, body }: HubRequest): Omit<AwsCall, 'accessKey'> | undefined {
  if (!/\/sts\/aws4_request/.test(headers.authorization ?? '')) return undefined;
  const form = new URLSearchParams(body.toString('utf8'));
  const operation = `STS.${form.get('Action')}`;
  const resource = deployedArns.role(form.get('RoleArn'));
  const needs = actionsOf(operation).map((action) => ({ action, resource, leadingKeys: [] }));
  return { operation, needs };
}

function readSns({ headers, body }: HubRequest): Omit<AwsCall, 'accessKey'> | undefined {
  if (!/\/sns\/aws4_request/.test(headers.authorization ?? '')) return undefined;
  const form = new URLSearchParams(body.toString('utf8'));
  const operation = `SNS.${form.get('Action')}`;
  const resource = deployedArns.topic(form.get('TopicArn'));
  return { operation, needs: actionsOf(operation).map((action) => ({ action, resource, leadingKeys: [] })) };
}

function readS3(request: HubRequest, status: number): Omit<AwsCall, 'accessKey'> {
  const url = new URL(request.path, 'http://bucket');
  const [, bucket = '', ...rest] = url.pathname.split('/');
  const operation = s3Operation(request, { url, hasKey: rest.join('') !== '', status });
  const needs = actionsOf(operation).map((action) => ({
    action,
    resource: deployedArns.bucket(bucket, action.startsWith('s3:List') ? undefined : rest.join('/')),
    leadingKeys: [],
  }));
  return { operation, needs };
}

function s3Operation(
  { method, headers }: HubRequest,
  { url, hasKey, status }: { url: URL; hasKey: boolean; status: number },
): string {
  if (!hasKey) return url.searchParams.has('versions') ? 'S3.ListObjectVersions' : 'S3.ListObjectsV2';
  const name = `S3.${{ GET: 'GetObject', HEAD: 'HeadObject', PUT: 'PutObject', DELETE: 'DeleteObject' }[method] ?? method}`;
  if (url.searchParams.has('versionId')) return `${name} versionId`;
  if (method === 'GET') return status === 404 ? `${name} 404` : name;
  const condition = ['if-match', 'if-none-match'].find((header) => headers[header] !== undefined);
  return condition === undefined ? name : `${name} ${condition}`;
}

function actionsOf(operation: string): readonly string[] {
  const actions = iamActions[operation];
  if (actions === undefined) throw new Error(`No IAM action is known for ${operation}: complete the table`);
  return actions;
}
