import { Stack, Tags } from 'aws-cdk-lib';
import { AccountRootPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Alias, type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { nameIn } from '../../../src/plane/names';
import { bucketOf } from '../../place';
import { kept } from './kept';

/** What whoever administrates keys of the account may do with this one: nothing that reads or encrypts anything. */
const administration = [
  'Describe*',
  'Get*',
  'List*',
  'Put*',
  'Update*',
  'Enable*',
  'Disable*',
  'TagResource',
  'UntagResource',
  'CreateAlias',
  'DeleteAlias',
  'ScheduleKeyDeletion',
  'CancelKeyDeletion',
].map((action) => `kms:${action}`);

/**
 * The key of states and of what runs leave. It is used through S3 alone and for their buckets alone; by whom, the policies of
 * identities say. Without it no state can be read, so it is kept, and a later stack of the stage finds it by its tag.
 */
export class RunsKey extends Construct {
  /** By its alias's name: buckets that were kept before there was a key are taken over without it. */
  readonly byName: IKey;

  constructor(scope: Construct, id: string, { stage }: { stage: string }) {
    super(scope, id);
    const name = nameIn(stage, 'runs');
    const key = new Key(this, 'Key', {
      description: name,
      policy: this.policy(stage),
      enableKeyRotation: true,
      removalPolicy: kept,
    });
    Tags.of(key).add(keyTag, name);
    new Alias(this, 'Alias', { aliasName: name, targetKey: key });
    this.byName = Alias.fromAliasName(this, 'ByName', `alias/${name}`);
  }

  private policy(stage: string): PolicyDocument {
    const shared = { principals: [new AccountRootPrincipal()], resources: ['*'] };
    const buckets = ['state', 'artifacts'].map((what) => `arn:aws:s3:::${bucketOf(stage, what)}`);
    return new PolicyDocument({
      statements: [
        new PolicyStatement({ ...shared, sid: 'Administrate', actions: administration }),
        new PolicyStatement({
          ...shared,
          sid: 'UseThroughBuckets',
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          conditions: {
            StringEquals: { 'kms:ViaService': `s3.${Stack.of(this).region}.amazonaws.com` },
            StringLike: {
              'kms:EncryptionContext:aws:s3:arn': buckets.flatMap((one) => [one, `${one}/*`]),
            },
          },
        }),
      ],
    });
  }
}

/** The tag by which a stage finds its key. */
const keyTag = 'leasehold:key';
