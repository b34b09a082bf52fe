import { byGroup } from '../arn-form';
import { idFrom, settingOf } from '../identity';
import { need, untagged, whenIs } from '../need';
import { metered, type Pricer, free } from '../pricing';
import { type FactsByType, freeTypes, type ResourceFacts } from '../resource-facts';

const s3 = need('s3');

/** A setting of a bucket: read by one call, and written and removed by others. */
const bucketSetting = (read: string, write: string, remove = write): ResourceFacts => ({
  identity: settingOf('bucket'),
  tags: 'none',
  read: [s3('{bucket}', 'ListBucket', read)],
  create: [s3('{bucket}', write)],
  update: [s3('{bucket}', write)],
  destroy: [s3('{bucket}', remove)],
  price: free,
});

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
    read: [
      s3('{bucket}', 'ListBucket', 'GetBucketTagging', 'GetBucketPolicy', 'GetBucketAcl', 'GetBucketCORS'),
      s3('{bucket}', 'GetBucketWebsite', 'GetBucketVersioning', 'GetAccelerateConfiguration'),
      s3('{bucket}', 'GetBucketRequestPayment', 'GetBucketLogging', 'GetLifecycleConfiguration'),
      s3('{bucket}', 'GetReplicationConfiguration', 'GetEncryptionConfiguration', 'GetBucketLocation'),
      s3('{bucket}', 'GetBucketObjectLockConfiguration'),
    ],
    // The provider makes a bucket first and tags it then.
    create: [s3('{bucket}', 'CreateBucket', 'PutBucketTagging')],
    retag: [s3('{bucket}', 'PutBucketTagging')],
    // With `force_destroy` the provider deletes every version of every object first.
    destroy: [
      s3('{bucket}', 'DeleteBucket'),
      whenIs('force_destroy', 'true', s3('{bucket}', 'ListBucketVersions')),
      whenIs('force_destroy', 'true', untagged(s3('{bucket}/*', 'DeleteObject', 'DeleteObjectVersion'))),
    ],
    price: bucket,
  },
  aws_s3_bucket_lifecycle_configuration: bucketSetting(
    'GetLifecycleConfiguration',
    'PutLifecycleConfiguration',
  ),
  aws_s3_bucket_logging: bucketSetting('GetBucketLogging', 'PutBucketLogging'),
  aws_s3_bucket_ownership_controls: bucketSetting('GetBucketOwnershipControls', 'PutBucketOwnershipControls'),
  aws_s3_bucket_policy: bucketSetting('GetBucketPolicy', 'PutBucketPolicy', 'DeleteBucketPolicy'),
  aws_s3_bucket_public_access_block: bucketSetting(
    'GetBucketPublicAccessBlock',
    'PutBucketPublicAccessBlock',
  ),
  aws_s3_bucket_server_side_encryption_configuration: bucketSetting(
    'GetEncryptionConfiguration',
    'PutEncryptionConfiguration',
  ),
  aws_s3_bucket_versioning: bucketSetting('GetBucketVersioning', 'PutBucketVersioning'),
  ...freeTypes(
    'aws_s3_bucket_acl',
    'aws_s3_bucket_cors_configuration',
    'aws_s3_bucket_notification',
    'aws_s3_bucket_object_lock_configuration',
    'aws_s3_bucket_website_configuration',
  ),
};
