import type { ServiceRules } from '../service-rules';
import { applicationAutoscaling } from './application-autoscaling';
import { backupRules } from './kept/backup';
import { cloudWatch } from './cloudwatch';
import { codeBuild } from './codebuild';
import { dynamoDb } from './dynamodb';
import { ec2 } from './ec2';
import { ecr } from './ecr';
import { ecs } from './ecs';
import { distributions } from './kept/distributions';
import { eksRules } from './kept/eks';
import { elastiCache } from './kept/elasticache';
import { emailRules } from './kept/email';
import { userPools } from './kept/user-pools';
import { auditTrail } from './offered/cloudtrail';
import { configRules } from './offered/config';
import { organizationsRules } from './offered/organizations';
import { resourceAccess } from './offered/ram';
import { scheduler } from './offered/scheduler';
import { serviceDiscovery } from './offered/servicediscovery';
import { apiVerbs } from './offered/api-gateway';
import { autoscaling } from './offered/autoscaling';
import { elasticFileSystem } from './offered/elasticfilesystem';
import { guardDuty } from './offered/guardduty';
import { managedPrometheus } from './offered/prometheus';
import { webApplicationFirewall } from './offered/wafv2';
import { elasticLoadBalancing } from './elasticloadbalancing';
import { events } from './events';
import { iam } from './iam';
import { kms } from './kms';
import { lambda } from './lambda';
import { logs } from './logs';
import { rds } from './rds';
import { route53 } from './route53';
import { s3 } from './s3';
import { secretsManager } from './secretsmanager';
import { acm, backupStorage, serviceQuotas, stepFunctions, taggingApi } from './small';
import { sns } from './sns';
import { sqs } from './sqs';
import { ssm } from './ssm';
import { sts } from './sts';

/** The services whose calls can be judged; a call of any other is refused by name. */
const services: ServiceRules[] = [
  acm,
  apiVerbs,
  applicationAutoscaling,
  autoscaling,
  auditTrail,
  backupRules,
  backupStorage,
  cloudWatch,
  codeBuild,
  configRules,
  distributions,
  dynamoDb,
  ec2,
  ecr,
  ecs,
  eksRules,
  elastiCache,
  elasticFileSystem,
  elasticLoadBalancing,
  emailRules,
  events,
  guardDuty,
  iam,
  kms,
  lambda,
  logs,
  managedPrometheus,
  organizationsRules,
  rds,
  resourceAccess,
  route53,
  s3,
  scheduler,
  secretsManager,
  serviceDiscovery,
  serviceQuotas,
  sns,
  sqs,
  ssm,
  stepFunctions,
  sts,
  taggingApi,
  userPools,
  webApplicationFirewall,
];

/** The rules of the service that a request is signed for. */
export function rulesSignedAs(name: string): ServiceRules | undefined {
  return services.find(({ signedAs }) => signedAs.includes(name));
}

/** The rules of the service whose actions have this prefix. */
export function rulesOfPrefix(prefix: string): ServiceRules | undefined {
  return services.find((one) => one.prefix === prefix);
}
