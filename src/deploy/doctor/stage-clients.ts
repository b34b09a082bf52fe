import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';

/** The APIs of the stage's account and region. */
export interface StageClients {
  sts: STSClient;
  ssm: SSMClient;
  quotas: ServiceQuotasClient;
  lambda: LambdaClient;
  cloudFormation: CloudFormationClient;
  iam: IAMClient;
}

/** Clients with the credentials of whoever deploys. */
export function openStageClients(region: string): StageClients {
  return {
    sts: new STSClient({ region }),
    ssm: new SSMClient({ region }),
    quotas: new ServiceQuotasClient({ region }),
    lambda: new LambdaClient({ region }),
    cloudFormation: new CloudFormationClient({ region }),
    iam: new IAMClient({ region }),
  };
}
