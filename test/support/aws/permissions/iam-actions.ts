/**
 * What IAM asks for each call of the SDK, as the Service Authorization Reference and the API's own pages say. A call that is
 * not in this table fails the test. What comes after a space is how the call was made, or that its answer was a 404.
 */
export const iamActions: Readonly<Record<string, readonly string[]>> = {
  'DynamoDB.GetItem': ['dynamodb:GetItem'],
  'DynamoDB.PutItem': ['dynamodb:PutItem'],
  'DynamoDB.UpdateItem': ['dynamodb:UpdateItem'],
  'DynamoDB.DeleteItem': ['dynamodb:DeleteItem'],
  'DynamoDB.Query': ['dynamodb:Query'],

  'S3.GetObject': ['s3:GetObject'],
  'S3.GetObject versionId': ['s3:GetObjectVersion'],
  'S3.DeleteObject versionId': ['s3:DeleteObjectVersion'],
  // Without the right to list, S3 answers 403 for what does not exist.
  'S3.GetObject 404': ['s3:GetObject', 's3:ListBucket'],
  'S3.HeadObject': ['s3:GetObject'],
  'S3.PutObject': ['s3:PutObject'],
  'S3.PutObject if-none-match': ['s3:PutObject'],
  // A condition on what is there is a right to read it.
  'S3.PutObject if-match': ['s3:PutObject', 's3:GetObject'],
  'S3.DeleteObject': ['s3:DeleteObject'],
  'S3.DeleteObject if-match': ['s3:DeleteObject', 's3:GetObject'],
  'S3.ListObjectsV2': ['s3:ListBucket'],
  'S3.ListObjectVersions': ['s3:ListBucketVersions'],

  'AWSStepFunctions.StartExecution': ['states:StartExecution'],
  'AWSStepFunctions.StopExecution': ['states:StopExecution'],
  'AWSStepFunctions.GetExecutionHistory': ['states:GetExecutionHistory'],
  'AWSStepFunctions.DescribeExecution': ['states:DescribeExecution'],

  'CodeBuild.StartBuild': ['codebuild:StartBuild'],
  'CodeBuild.StopBuild': ['codebuild:StopBuild'],
  'CodeBuild.BatchGetBuilds': ['codebuild:BatchGetBuilds'],

  'AmazonEC2ContainerRegistry.DescribeImages': ['ecr:DescribeImages'],
  'AmazonEC2ContainerRegistry.DescribeImageScanFindings': ['ecr:DescribeImageScanFindings'],
  'AmazonEC2ContainerRegistry.BatchGetImage': ['ecr:BatchGetImage'],
  'AmazonEC2ContainerRegistry.ListImages': ['ecr:ListImages'],
  'AmazonEC2ContainerRegistry.PutImage': ['ecr:PutImage'],
  'AmazonEC2ContainerRegistry.BatchDeleteImage': ['ecr:BatchDeleteImage'],

  'STS.AssumeRole': ['sts:AssumeRole'],
  'AWSEvents.PutEvents': ['events:PutEvents'],
  'secretsmanager.CreateSecret': ['secretsmanager:CreateSecret'],
  'secretsmanager.PutSecretValue': ['secretsmanager:PutSecretValue'],
  'secretsmanager.GetSecretValue': ['secretsmanager:GetSecretValue'],
  'secretsmanager.DeleteSecret': ['secretsmanager:DeleteSecret'],
  'SNS.Publish': ['sns:Publish'],
  'Logs.GetLogEvents': ['logs:GetLogEvents'],
};

/** What the integrations of a state machine ask for: Step Functions' own documentation lists it for each. */
export const integrationActions: Readonly<Record<string, readonly string[]>> = {
  'arn:aws:states:::codebuild:startBuild.sync': [
    'codebuild:StartBuild',
    'codebuild:StopBuild',
    'codebuild:BatchGetBuilds',
    'events:PutTargets',
    'events:PutRule',
    'events:DescribeRule',
  ],
  'arn:aws:states:::lambda:invoke': ['lambda:InvokeFunction'],
};
