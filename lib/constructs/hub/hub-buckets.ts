import { Duration, Validations } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type IBucket,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { bucketOf } from '../../place';
import { kept } from './kept';
import { RunsKey } from './runs-key';

/** A kept life's receipt and plan are evidence; what a run wrote over is not. */
const oldVersions = { state: 365, artifacts: 30, catalog: 90 } as const;
const accessLogDays = 90;

/** The hub's buckets: Terraform states, artifacts of runs, the template catalog; each logs its accesses to a fourth. */
export class HubBuckets extends Construct {
  readonly state: Bucket;
  readonly artifacts: Bucket;
  readonly catalog: Bucket;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: { stage: string },
  ) {
    super(scope, id);
    const logs = this.accessLogs();
    const { byName: encryptionKey } = new RunsKey(this, 'RunsKey', props);
    // A key for each bucket and hour, so that few reads and writes ask KMS.
    const underKey = { encryption: BucketEncryption.KMS, encryptionKey, bucketKeyEnabled: true };
    this.state = this.kept('state', logs, underKey);
    // Longer than a plan may wait for its approval; what was adopted lies with its life then.
    this.state.addLifecycleRule({
      prefix: 'adoptions/',
      expiration: Duration.days(30),
      noncurrentVersionExpiration: Duration.days(1),
    });
    // A run removes what it has imported; this is for what no run took.
    this.state.addLifecycleRule({
      prefix: 'certificates/',
      expiration: Duration.days(1),
      noncurrentVersionExpiration: Duration.days(1),
    });
    this.artifacts = this.kept('artifacts', logs, underKey);
    // Whoever had an environment ejected fetches it at once.
    this.artifacts.addLifecycleRule({
      prefix: 'ejected/',
      expiration: Duration.days(1),
      noncurrentVersionExpiration: Duration.days(1),
    });
    this.catalog = this.kept('catalog', logs);
    // What nobody published within a day, nobody will.
    this.catalog.addLifecycleRule({ prefix: 'uploads/', expiration: Duration.days(1) });
  }

  private kept(name: keyof typeof oldVersions, logs: Bucket, more: BucketProps = {}): Bucket {
    return new Bucket(this, name, {
      ...this.locked(name),
      ...more,
      versioned: true,
      // CDK's classes miss their own interfaces where an optional property may not be undefined.
      serverAccessLogsBucket: logs as IBucket,
      serverAccessLogsPrefix: `${name}/`,
      lifecycleRules: [
        { noncurrentVersionExpiration: Duration.days(oldVersions[name]), expiredObjectDeleteMarker: true },
        abandonedUploads,
      ],
    });
  }

  private accessLogs(): Bucket {
    const bucket = new Bucket(this, 'access-logs', {
      ...this.locked('access-logs'),
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [{ expiration: Duration.days(accessLogDays) }, abandonedUploads],
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'This bucket holds the access logs of the others; logging its own accesses into itself would never end.',
    });
    return bucket;
  }

  private locked(name: string): BucketProps {
    return {
      bucketName: bucketOf(this.props.stage, name),
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: kept,
    };
  }
}

const abandonedUploads: LifecycleRule = { abortIncompleteMultipartUploadAfter: Duration.days(1) };
