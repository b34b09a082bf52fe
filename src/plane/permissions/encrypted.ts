import type { Arns } from '../names';
import type { Permission } from './permission';

/** Using whatever key buckets have, through S3 and for them alone: which key it is, only the account knows. */
export function throughStorage(
  arns: Arns,
  buckets: readonly string[],
  { sid, actions }: Pick<Permission, 'sid' | 'actions'>,
): Permission {
  return {
    sid,
    actions,
    resources: [arns.keys],
    conditions: {
      StringEquals: { 'kms:ViaService': arns.storage },
      StringLike: { 'kms:EncryptionContext:aws:s3:arn': buckets.flatMap((one) => [one, `${one}/*`]) },
    },
    why: 'The key of a bucket, whose id only the account has; only through S3 and for that bucket.',
  };
}
