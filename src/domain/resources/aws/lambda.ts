import { byGroup } from '../arn-form';
import { childOf, idFrom, whole, type Seed } from '../identity';
import { need } from '../need';
import { metered, type Pricer, free } from '../pricing';
import { type FactsByType, freeTypes } from '../resource-facts';

const functions = need('lambda');

const functionPermission: Seed = (value) => {
  const statement = value('statement_id');
  return whole({ id: statement, statement_id: statement, function_name: value('function_name') });
};

const lambdaFunction: Pricer = ({ attributes }) => {
  const architectures = attributes['architectures'];
  const arm = Array.isArray(architectures) && architectures.includes('arm64');
  return {
    metered: [
      metered('invocations', 'lambda-requests', 'million requests'),
      metered('run time', arm ? 'lambda-arm-gb-second' : 'lambda-x86-gb-second', 'GB-second'),
    ],
  };
};

/** AWS Lambda. */
export const lambdaTypes: FactsByType = {
  aws_lambda_function: {
    identity: idFrom('function_name'),
    arn: byGroup('lambda', /^function:([^:]+)$/, 'function_name'),
    price: lambdaFunction,
  },
  aws_lambda_permission: {
    identity: childOf('function_name', functionPermission),
    tags: 'none',
    destroy: [functions('function:{function_name}', 'GetPolicy', 'RemovePermission')],
    price: free,
  },
  ...freeTypes('aws_lambda_alias', 'aws_lambda_event_source_mapping', 'aws_lambda_layer_version_permission'),
};
