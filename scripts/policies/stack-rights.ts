/** What CloudFormation calls for one type of resource, in the name of the role that it deploys with. */
export interface StackRight {
  /** IAM's prefix of the service. */
  service: string;
  /** On the resource itself, divided by spaces. */
  actions: string;
  /** The resource's ARN with `NAME` for its physical name; `*` where AWS gives it an id that nobody knows before. */
  on: readonly string[];
  /** Actions that AWS knows on every resource only. */
  everywhere?: string;
}

const inPlace = 'arn:aws:{service}:*:*:';
const deliveries =
  'CreateLogDelivery GetLogDelivery UpdateLogDelivery DeleteLogDelivery ListLogDeliveries PutResourcePolicy DescribeResourcePolicies DescribeLogGroups';
const tags = 'TagResource UntagResource ListTagsForResource';

const gateway: StackRight = {
  service: 'apigateway',
  actions: 'GET POST PUT PATCH DELETE',
  on: ['arn:aws:apigateway:*::/apis', 'arn:aws:apigateway:*::/apis/*', 'arn:aws:apigateway:*::/tags/*'],
};
const names: StackRight = {
  ...gateway,
  on: ['arn:aws:apigateway:*::/domainnames', 'arn:aws:apigateway:*::/domainnames/*'],
};
const people = [`${inPlace}userpool/*`];
const queue = [`${inPlace}NAME`];
const bucket = ['arn:aws:s3:::NAME'];

/**
 * The rights of each type that a stack of a stage has, from the permissions of its handlers in CloudFormation's registry
 * (docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html#schema-properties-handlers) and the actions
 * that the Service Authorization Reference has for them.
 */
export const stackRights: Readonly<Record<string, readonly StackRight[]>> = {
  'AWS::ApiGatewayV2::Api': [gateway],
  'AWS::ApiGatewayV2::ApiMapping': [names],
  'AWS::ApiGatewayV2::Authorizer': [gateway],
  'AWS::ApiGatewayV2::DomainName': [names],
  'AWS::ApiGatewayV2::Integration': [gateway],
  'AWS::ApiGatewayV2::Route': [gateway],
  'AWS::ApiGatewayV2::Stage': [gateway, { service: 'logs', actions: '', on: [], everywhere: deliveries }],
  'AWS::CloudWatch::Alarm': [
    {
      service: 'cloudwatch',
      actions: `PutMetricAlarm DeleteAlarms DescribeAlarms ${tags}`,
      on: [`${inPlace}alarm:NAME`],
    },
  ],
  'AWS::CloudWatch::Dashboard': [
    {
      service: 'cloudwatch',
      actions: 'PutDashboard DeleteDashboards GetDashboard',
      on: ['arn:aws:cloudwatch::*:dashboard/NAME'],
    },
  ],
  'AWS::CodeBuild::Project': [
    {
      service: 'codebuild',
      actions: 'CreateProject UpdateProject DeleteProject BatchGetProjects',
      on: [`${inPlace}project/NAME`],
    },
  ],
  'AWS::Cognito::UserPool': [
    {
      service: 'cognito-idp',
      actions: `UpdateUserPool DeleteUserPool DescribeUserPool SetUserPoolMfaConfig GetUserPoolMfaConfig AddCustomAttributes ${tags}`,
      on: people,
      everywhere: 'CreateUserPool',
    },
  ],
  'AWS::Cognito::UserPoolClient': [
    {
      service: 'cognito-idp',
      actions: 'CreateUserPoolClient UpdateUserPoolClient DeleteUserPoolClient DescribeUserPoolClient',
      on: people,
    },
  ],
  'AWS::Cognito::UserPoolDomain': [
    {
      service: 'cognito-idp',
      actions: 'CreateUserPoolDomain UpdateUserPoolDomain DeleteUserPoolDomain',
      on: people,
      everywhere: 'DescribeUserPoolDomain',
    },
  ],
  'AWS::Cognito::UserPoolGroup': [
    { service: 'cognito-idp', actions: 'CreateGroup UpdateGroup DeleteGroup GetGroup', on: people },
  ],
  'AWS::DynamoDB::Table': [
    {
      service: 'dynamodb',
      actions:
        'CreateTable UpdateTable DeleteTable DescribeTable DescribeContinuousBackups UpdateContinuousBackups DescribeTimeToLive DescribeContributorInsights DescribeKinesisStreamingDestination GetResourcePolicy TagResource UntagResource ListTagsOfResource',
      on: [`${inPlace}table/NAME`],
    },
  ],
  'AWS::ECR::Repository': [
    {
      service: 'ecr',
      actions: `CreateRepository DeleteRepository DescribeRepositories PutLifecyclePolicy GetLifecyclePolicy DeleteLifecyclePolicy GetRepositoryPolicy PutImageScanningConfiguration PutImageTagMutability ListImages BatchDeleteImage ${tags}`,
      on: [`${inPlace}repository/NAME`],
    },
  ],
  'AWS::Events::EventBus': [
    {
      service: 'events',
      actions: `CreateEventBus UpdateEventBus DeleteEventBus DescribeEventBus ${tags}`,
      on: [`${inPlace}event-bus/NAME`],
    },
  ],
  'AWS::Events::Rule': [
    {
      service: 'events',
      actions: `PutRule DeleteRule DescribeRule PutTargets RemoveTargets ListTargetsByRule ${tags}`,
      // On a bus of the stage's own it is `rule/<bus>/<name>`, and the bus begins with that name too.
      on: [`${inPlace}rule/NAME`],
    },
  ],
  'AWS::IAM::ManagedPolicy': [
    {
      service: 'iam',
      actions:
        'CreatePolicy DeletePolicy GetPolicy GetPolicyVersion CreatePolicyVersion DeletePolicyVersion ListPolicyVersions ListEntitiesForPolicy TagPolicy UntagPolicy',
      on: ['arn:aws:iam::*:policy/NAME'],
    },
  ],
  'AWS::IAM::Role': [
    {
      service: 'iam',
      actions:
        'CreateRole DeleteRole GetRole UpdateRole UpdateAssumeRolePolicy PutRolePolicy GetRolePolicy DeleteRolePolicy ListRolePolicies AttachRolePolicy DetachRolePolicy ListAttachedRolePolicies TagRole UntagRole PassRole',
      on: ['arn:aws:iam::*:role/NAME'],
    },
  ],
  'AWS::KMS::Alias': [
    {
      service: 'kms',
      actions: 'CreateAlias UpdateAlias DeleteAlias',
      on: [`${inPlace}alias/NAME`, `${inPlace}key/*`],
      everywhere: 'ListAliases',
    },
  ],
  'AWS::KMS::Key': [
    {
      service: 'kms',
      actions:
        'DescribeKey PutKeyPolicy GetKeyPolicy EnableKeyRotation DisableKeyRotation GetKeyRotationStatus UpdateKeyDescription ScheduleKeyDeletion TagResource UntagResource ListResourceTags',
      on: [`${inPlace}key/*`],
      everywhere: 'CreateKey',
    },
  ],
  'AWS::Lambda::EventInvokeConfig': [
    {
      service: 'lambda',
      actions:
        'PutFunctionEventInvokeConfig UpdateFunctionEventInvokeConfig GetFunctionEventInvokeConfig DeleteFunctionEventInvokeConfig',
      on: [`${inPlace}function:NAME`],
    },
  ],
  'AWS::Lambda::Function': [
    {
      service: 'lambda',
      actions:
        'CreateFunction UpdateFunctionCode UpdateFunctionConfiguration DeleteFunction GetFunction GetFunctionConfiguration GetFunctionCodeSigningConfig GetFunctionRecursionConfig GetRuntimeManagementConfig PutFunctionConcurrency DeleteFunctionConcurrency TagResource UntagResource ListTags',
      on: [`${inPlace}function:NAME`],
    },
    { service: 's3', actions: 'GetObject', on: ['arn:aws:s3:::cdk-hnb659fds-assets-*/*'] },
    { service: 'kms', actions: 'Decrypt', on: [`${inPlace}key/*`] },
  ],
  'AWS::Lambda::Permission': [
    {
      service: 'lambda',
      actions: 'AddPermission RemovePermission GetPolicy',
      on: [`${inPlace}function:NAME`],
    },
  ],
  'AWS::Logs::LogGroup': [
    {
      service: 'logs',
      actions: `CreateLogGroup DeleteLogGroup PutRetentionPolicy GetDataProtectionPolicy ${tags}`,
      on: [`${inPlace}log-group:NAME`, `${inPlace}log-group:NAME:*`],
      everywhere: 'DescribeLogGroups DescribeIndexPolicies',
    },
  ],
  'AWS::Route53::RecordSet': [
    {
      service: 'route53',
      actions: 'ChangeResourceRecordSets ListResourceRecordSets GetHostedZone',
      on: ['arn:aws:route53:::hostedzone/*'],
    },
    { service: 'route53', actions: 'GetChange', on: ['arn:aws:route53:::change/*'] },
  ],
  'AWS::S3::Bucket': [
    {
      service: 's3',
      actions:
        'CreateBucket DeleteBucket ListBucket GetBucketLocation PutBucketPublicAccessBlock GetBucketPublicAccessBlock PutEncryptionConfiguration GetEncryptionConfiguration PutBucketVersioning GetBucketVersioning PutBucketLogging GetBucketLogging PutLifecycleConfiguration GetLifecycleConfiguration PutBucketOwnershipControls GetBucketOwnershipControls PutBucketTagging GetBucketTagging',
      on: bucket,
    },
  ],
  'AWS::S3::BucketPolicy': [
    { service: 's3', actions: 'PutBucketPolicy GetBucketPolicy DeleteBucketPolicy', on: bucket },
  ],
  'AWS::SNS::Subscription': [
    {
      service: 'sns',
      actions: 'Subscribe ListSubscriptionsByTopic',
      on: queue,
      everywhere: 'Unsubscribe GetSubscriptionAttributes SetSubscriptionAttributes',
    },
  ],
  'AWS::SNS::Topic': [
    {
      service: 'sns',
      actions: `CreateTopic DeleteTopic GetTopicAttributes SetTopicAttributes GetDataProtectionPolicy ListSubscriptionsByTopic ${tags}`,
      on: queue,
    },
  ],
  'AWS::SNS::TopicPolicy': [{ service: 'sns', actions: 'SetTopicAttributes GetTopicAttributes', on: queue }],
  'AWS::SQS::Queue': [
    {
      service: 'sqs',
      actions:
        'CreateQueue DeleteQueue GetQueueAttributes SetQueueAttributes GetQueueUrl TagQueue UntagQueue ListQueueTags',
      on: queue,
    },
  ],
  'AWS::SQS::QueuePolicy': [{ service: 'sqs', actions: 'SetQueueAttributes GetQueueAttributes', on: queue }],
  'AWS::Scheduler::Schedule': [
    {
      service: 'scheduler',
      actions: 'CreateSchedule UpdateSchedule DeleteSchedule GetSchedule',
      on: [`${inPlace}schedule/default/NAME`],
    },
  ],
  'AWS::StepFunctions::StateMachine': [
    {
      service: 'states',
      actions: `CreateStateMachine UpdateStateMachine DeleteStateMachine DescribeStateMachine ${tags}`,
      on: [`${inPlace}stateMachine:NAME`],
    },
  ],
};
