import { arns, buckets, eventBus, logGroup, roleHere, table } from '../../../../src/local/hub';
import { secretsPrefix } from '../../../../src/domain/notice/notices-shard';
import { machinePrefix } from '../../../../src/local/hub-environment';

/** The account and region that the roles under test are for. */
export const account = '123456789012';
export const region = 'eu-central-1';
const stage = 'leasehold-dev';

const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`;

/** What on AWS has the part that a thing of the local plane plays; throws for a name that is of no such thing. */
export const deployedArns = {
  table: (name: string | undefined, index: string | undefined) => {
    const whole = arn('dynamodb', `table/${renamed(name, table, `${stage}-registry`)}`);
    return index === undefined ? whole : `${whole}/index/${index}`;
  },
  bucket: (name: string, key: string | undefined) => {
    const [kind] = Object.entries(buckets).find(([, bucket]) => bucket === name) ?? [];
    if (kind === undefined) throw new Error(`'${name}' is no bucket of the hub`);
    const whole = `arn:aws:s3:::${stage}-${kind}-${account}-${region}`;
    return key === undefined ? whole : `${whole}/${decodeURIComponent(key)}`;
  },
  states: (local: string | undefined) => {
    const [kind = '', name = '', ...run] = (local ?? '').split(':').slice(5);
    return arn('states', [kind, renamed(name, machinePrefix, `${stage}-`), ...run].join(':'));
  },
  project: (local: string) => {
    const [name = ''] = local.split(':');
    const isRunner = name.startsWith(machinePrefix);
    return arn('codebuild', `project/${isRunner ? renamed(name, machinePrefix, `${stage}-`) : name}`);
  },
  role: (local: string | null) => {
    const prefix = roleHere('');
    return `arn:aws:iam::${account}:role/${renamed(local ?? undefined, prefix, `${stage}-`)}-euc1`;
  },
  bus: (name: string | undefined) => arn('events', `event-bus/${renamed(name, eventBus, `${stage}-events`)}`),
  topic: (local: string | null) => arn('sns', renamed(local ?? undefined, arns.topic, `${stage}-notices`)),
  secret: (name: string | undefined) =>
    arn('secretsmanager', `secret:${renamed(name, secretsPrefix('local'), secretsPrefix('dev'))}-AbCdEf`),
  imageRepository: (name: string | undefined) => {
    if (name === undefined) throw new Error('A call of ECR names no repository');
    return arn('ecr', `repository/${name}`);
  },
  logStream: (group: string | undefined, stream = '') =>
    arn('logs', `log-group:${renamed(group, logGroup, '/leasehold/dev/runs')}:log-stream:${stream}`),
};

function renamed(name: string | undefined, from: string, to: string): string {
  if (name?.startsWith(from) !== true) throw new Error(`'${name}' is nothing of the hub`);
  return to + name.slice(from.length);
}
