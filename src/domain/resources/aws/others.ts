import { byArn, byGroup } from '../arn-form';
import { pendingDeletion, stateIn } from '../end';
import { idFrom } from '../identity';
import { need, retagging, tagging, whenKnown } from '../need';
import type { Value } from '../planned-value';
import { free, metered, type Pricer, textIn } from '../pricing';
import { type FactsByType, freeTypes } from '../resource-facts';
import { useOfKey } from '../shared-needs';

const stateMachine: Pricer = ({ attributes }) =>
  attributes['type'] === 'EXPRESS'
    ? { unpriced: ['no price for express workflows'] }
    : { metered: [metered('state transitions', 'step-functions', '1,000 transitions')] };

const ssm = need('ssm');

/** A parameter's ARN has one slash before its name, whether or not the name begins with one. */
const named = (value: Value) => `parameter/${value('name')?.replace(/^\//, '') ?? '{name}'}`;

/** Standard parameters are free; advanced ones are not, and the book has no price of theirs. */
const parameter: Pricer = ({ attributes }) => {
  const tier = textIn(attributes['tier']) ?? 'Standard';
  return tier === 'Standard' ? {} : { unpriced: [`no price for an ${tier} parameter`] };
};

/** docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html; of the account's own key nothing is asked. */
const ownKey = whenKnown('key_id', useOfKey('key_id', 'ssm', 'Decrypt', 'Encrypt', 'GenerateDataKey'));

/** Services that no template of ours uses. */
export const othersTypes: FactsByType = {
  aws_acm_certificate: {
    arn: byArn('acm', /^certificate\//),
    price: free,
  },
  aws_acmpca_certificate_authority: {
    remainder: pendingDeletion('permanent_deletion_time_in_days', 30),
  },
  aws_cloudfront_distribution: {
    arn: byGroup('cloudfront', /^distribution\/(.+)$/),
  },
  aws_cognito_user_pool: {
    arn: byGroup('cognito-idp', /^userpool\/(.+)$/),
  },
  aws_efs_access_point: {
    arn: byGroup('elasticfilesystem', /^access-point\/(.+)$/),
  },
  aws_efs_file_system: {
    arn: byGroup('elasticfilesystem', /^file-system\/(.+)$/),
  },
  aws_emr_cluster: {
    over: stateIn('cluster_state', ['TERMINATED', 'TERMINATED_WITH_ERRORS']),
  },
  aws_redshift_cluster: {
    finalSnapshot: true,
  },
  aws_sfn_state_machine: {
    arn: byArn('states', /^stateMachine:/),
    price: stateMachine,
  },
  aws_ssm_parameter: {
    identity: idFrom('name'),
    arn: byGroup('ssm', /^parameter(\/.+)$/, 'name'),
    tags: 'listed',
    read: [
      ssm('*', 'DescribeParameters'),
      ssm(named, 'GetParameter', 'GetParameters', 'ListTagsForResource'),
    ],
    create: [tagging(ssm(named, 'PutParameter', 'AddTagsToResource')), ownKey],
    update: [ssm(named, 'PutParameter'), ownKey],
    retag: [retagging(ssm(named, 'AddTagsToResource')), ssm(named, 'RemoveTagsFromResource')],
    destroy: [ssm(named, 'DeleteParameter')],
    price: parameter,
  },
  ...freeTypes('aws_acm_certificate_validation', 'aws_resourcegroups_group', 'aws_ssm_document'),
};
