import { byGroup } from '../arn-form';
import { childOf, idFrom, whole, type Seed } from '../identity';
import { keyed, need } from '../need';
import type { Value } from '../planned-value';
import { metered, type Pricer, free } from '../pricing';
import { type FactsByType, freeTypes } from '../resource-facts';

const functions = need('lambda');

/** A function is named by its name, or by an ARN that ends in it. */
const functionPath = (value: Value) =>
  `function:${value('function_name')?.replace(/^arn:.*:function:/, '') ?? '{function_name}'}`;

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
    read: [functions(functionPath, 'GetPolicy')],
    create: [
      keyed(functions(functionPath, 'AddPermission'), {
        'lambda:Principal': ({ value }) => value('principal'),
      }),
    ],
    destroy: [functions(functionPath, 'RemovePermission')],
    price: free,
  },
  ...freeTypes('aws_lambda_alias', 'aws_lambda_event_source_mapping', 'aws_lambda_layer_version_permission'),
};
