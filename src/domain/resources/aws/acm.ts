import { byArn } from '../arn-form';
import { pendingDeletion } from '../end';
import { free } from '../pricing';
import { type FactsByType, freeTypes } from '../resource-facts';

/** AWS Certificate Manager and its private authorities. */
export const acmTypes: FactsByType = {
  aws_acm_certificate: {
    arn: byArn('acm', /^certificate\//),
    price: free,
  },
  aws_acmpca_certificate_authority: {
    remainder: pendingDeletion('permanent_deletion_time_in_days', 30),
  },
  ...freeTypes('aws_acm_certificate_validation'),
};
