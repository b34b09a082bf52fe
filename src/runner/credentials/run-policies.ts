import { adoptionFolder, stateFolder } from '../../domain/environment/environment';
import { certificateFolder } from '../../domain/environment/rotation/given-certificate';

/** What a run works on in the hub: its life, itself, and where the hub keeps things. */
export interface RunScope {
  life: { name: string; id: string };
  run: string;
  /** A preview reads the state of its life and changes nothing of it. */
  isPreview?: boolean;
  buckets: Readonly<Record<'state' | 'artifacts' | 'catalog', string>>;
}

interface Statement {
  Effect: 'Allow';
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string[]>>;
}

/**
 * The session policy of a run in the hub, as JSON: the item and the states of its life, its own record and artifacts. A
 * session policy takes away and gives nothing, so the role of runs says which actions there are.
 */
export function hubPolicy({ life, run, buckets }: RunScope): string {
  const { state, artifacts, catalog } = buckets;
  const keys = [`ENV#${life.name}`, `RUN#${run}`];
  const whole = [state, artifacts, catalog].map((bucket) => `arn:aws:s3:::${bucket}`);
  return policyOf([
    {
      Effect: 'Allow',
      Action: 'dynamodb:*',
      Resource: '*',
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': keys } },
    },
    {
      Effect: 'Allow',
      Action: 's3:*',
      Resource: [
        `arn:aws:s3:::${state}/${stateFolder(life)}/*`,
        `arn:aws:s3:::${state}/${adoptionFolder(life.name)}/*`,
        `arn:aws:s3:::${state}/${certificateFolder(life.name)}/*`,
        artifactsOf(artifacts, run),
        `arn:aws:s3:::${artifacts}/ejected/${run}/*`,
        `arn:aws:s3:::${catalog}/*`,
      ],
    },
    // Without it, S3 returns 403 for what does not exist; it shows names, and nothing that lies under them.
    { Effect: 'Allow', Action: ['s3:ListBucket', 's3:ListBucketVersions'], Resource: whole },
    // Repositories of images and keys of buckets are no life's: whose tag is whose, only the tag says.
    { Effect: 'Allow', Action: ['ecr:*', 'inspector2:*', 'kms:*'], Resource: '*' },
  ]);
}

/** The session policy of a preview in the hub, as JSON: the states of its life to read, its own artifacts, and no item at all. */
export function previewPolicy({ life, run, buckets }: RunScope): string {
  const { state, artifacts, catalog } = buckets;
  const whole = [state, artifacts, catalog].map((bucket) => `arn:aws:s3:::${bucket}`);
  return policyOf([
    {
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: [`arn:aws:s3:::${state}/${stateFolder(life)}/*`, `arn:aws:s3:::${catalog}/*`],
    },
    { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: artifactsOf(artifacts, run) },
    { Effect: 'Allow', Action: 's3:ListBucket', Resource: whole },
    { Effect: 'Allow', Action: 'kms:*', Resource: '*' },
  ]);
}

/** The session policy for what another run of the life left, as JSON: its artifacts and nothing else. */
export function artifactsPolicy({ buckets }: RunScope, run: string): string {
  const { artifacts } = buckets;
  return policyOf([
    { Effect: 'Allow', Action: 's3:*', Resource: artifactsOf(artifacts, run) },
    { Effect: 'Allow', Action: 's3:ListBucket', Resource: `arn:aws:s3:::${artifacts}` },
    { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' },
  ]);
}

/** The session policy for what a run reads of the registry besides its life, as JSON: how the target of its life is configured. */
export function entryPolicy(target: string): string {
  const keys = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [`TARGET#${target}`] } };
  return policyOf([{ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: '*', Condition: keys }]);
}

/** The session policy for the way into a target, as JSON: its role and nothing else. */
export function targetPolicy(roleArn: string): string {
  return policyOf([{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArn }]);
}

function artifactsOf(bucket: string, run: string): string {
  return `arn:aws:s3:::${bucket}/runs/${run}/*`;
}

function policyOf(Statement: Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
