import { byGroup } from '../arn-form';
import { idFrom, settingOf } from '../identity';
import { need } from '../need';
import { metered, type Pricer, free } from '../pricing';
import { type FactsByType, freeTypes } from '../resource-facts';

const s3 = need('s3');

/** A setting of a bucket: read by one call, and removed by another. */
const bucketSetting = (...actions: string[]) => [s3('{bucket}', 'ListBucket', ...actions)];

const bucket: Pricer = () => ({
  metered: [
    metered('objects kept', 's3-storage', 'GB-month'),
    metered('writes and lists', 's3-writes', '1,000 requests'),
    metered('reads', 's3-reads', '1,000 requests'),
  ],
});

/** Amazon S3. */
export const s3Types: FactsByType = {
  aws_s3_bucket: {
    identity: idFrom('bucket'),
    arn: byGroup('s3', /^([^/]+)$/, 'bucket'),
    tags: 'listed',
    destroy: [
      s3('{bucket}', 'ListBucket', 'GetBucketTagging', 'GetBucketPolicy', 'GetBucketAcl', 'GetBucketCORS'),
      s3('{bucket}', 'GetBucketWebsite', 'GetBucketVersioning', 'GetAccelerateConfiguration'),
      s3('{bucket}', 'GetBucketRequestPayment', 'GetBucketLogging', 'GetLifecycleConfiguration'),
      s3('{bucket}', 'GetReplicationConfiguration', 'GetEncryptionConfiguration', 'GetBucketLocation'),
      s3('{bucket}', 'GetBucketObjectLockConfiguration', 'DeleteBucket'),
    ],
    price: bucket,
  },
  aws_s3_bucket_lifecycle_configuration: {
    identity: settingOf('bucket'),
    tags: 'none',
    destroy: bucketSetting('GetLifecycleConfiguration', 'PutLifecycleConfiguration'),
    price: free,
  },
  aws_s3_bucket_logging: {
    identity: settingOf('bucket'),
    tags: 'none',
    destroy: bucketSetting('GetBucketLogging', 'PutBucketLogging'),
    price: free,
  },
  aws_s3_bucket_ownership_controls: {
    identity: settingOf('bucket'),
    tags: 'none',
    destroy: bucketSetting('GetBucketOwnershipControls', 'PutBucketOwnershipControls'),
    price: free,
  },
  aws_s3_bucket_policy: {
    identity: settingOf('bucket'),
    tags: 'none',
    destroy: bucketSetting('GetBucketPolicy', 'DeleteBucketPolicy'),
    price: free,
  },
  aws_s3_bucket_public_access_block: {
    identity: settingOf('bucket'),
    tags: 'none',
    destroy: bucketSetting('GetBucketPublicAccessBlock', 'PutBucketPublicAccessBlock'),
    price: free,
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    identity: settingOf('bucket'),
    tags: 'none',
    destroy: bucketSetting('GetEncryptionConfiguration', 'PutEncryptionConfiguration'),
    price: free,
  },
  aws_s3_bucket_versioning: {
    identity: settingOf('bucket'),
    tags: 'none',
    destroy: bucketSetting('GetBucketVersioning', 'PutBucketVersioning'),
    price: free,
  },
  ...freeTypes(
    'aws_s3_bucket_acl',
    'aws_s3_bucket_cors_configuration',
    'aws_s3_bucket_notification',
    'aws_s3_bucket_object_lock_configuration',
    'aws_s3_bucket_website_configuration',
  ),
};
