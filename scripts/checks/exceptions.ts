import { componentExceptions } from './component-exceptions';
import type { Exception } from './finding';

/** Findings of zizmor that are as they must be. */
const zizmor: readonly Exception[] = [
  {
    check: 'self-repository',
    where: /\.\/(?:\.leasehold-actions|\.github\/workflows)\//,
    reason: 'the workflows also run on GitHub Enterprise Server, whose runners do not know $/ yet',
  },
  {
    check: 'cache-poisoning',
    where: /release-actions\.yml/,
    reason: 'the release restores no cache: setup-node at this commit has none unless it is asked for one',
  },
];

/** Findings of actionlint that it is not new enough for. */
const actionlint: readonly Exception[] = [
  {
    check: 'expression',
    where: /property "workflow_(?:repository|sha)" is not defined/,
    reason: 'GitHub has job.workflow_repository and job.workflow_sha; actionlint 1.7.12 does not know them',
  },
];

const terraform: readonly Exception[] = [
  ...componentExceptions,
  {
    check: 'CKV_AWS_158',
    where: /aws_cloudwatch_log_group\.this/,
    reason: 'AWS encrypts logs by itself; a key of its own costs a dollar a month for each environment',
  },
  {
    check: 'CKV_AWS_338',
    where: /aws_cloudwatch_log_group\.this/,
    reason: 'the logs of an environment end with it, as its lease says',
  },
  {
    check: 'CKV_AWS_149',
    where: /app_base\.aws_secretsmanager_secret\.app/,
    reason: "AWS's own key encrypts it; a key of its own costs a dollar a month for each environment",
  },
  {
    check: 'CKV2_AWS_57',
    where: /app_base\.aws_secretsmanager_secret\.app/,
    reason: 'its value is what the owner puts there; nothing knows how to make another one',
  },
  {
    check: 'CKV_AWS_304',
    where: /secrets\.aws_secretsmanager_secret_rotation\.this/,
    reason: 'the days of a rotation are an input, which is not known here; its bounds are in template.yaml',
  },
  {
    check: 'CKV_AWS_136',
    where: /ecr\.aws_ecr_repository\.this/,
    reason: 'ECR encrypts by itself; a key could be deleted under images that are in use',
  },
  {
    check: 'CKV_AWS_150',
    where: /aws_lb\.this/,
    reason: 'what a lease ends must be deletable when it does',
  },
  {
    check: 'CKV_AWS_293',
    where: /aws_db_instance\.this/,
    reason: 'what a lease ends must be deletable when it does; a final snapshot is an input',
  },
  {
    check: 'CKV_AWS_91',
    where: /aws_lb\.this/,
    reason: 'an access log needs a bucket that outlives the environment',
  },
  ...['CKV_AWS_2', 'CKV_AWS_378', 'CKV2_AWS_20'].map((check) => ({
    check,
    where: /service\.aws_lb(?:_listener\.http|_target_group\.this|\.this)/,
    reason: 'an environment of a few days has no domain, and so no certificate',
  })),
  {
    check: 'CKV_AWS_23',
    where: /aws_vpc_security_group_(?:in|e)gress_rule\.(?:load_balancer|tasks|clients)/,
    reason:
      'a rule between two groups says what it is for by their descriptions; every rule to an address has its own',
  },
  {
    check: 'CKV_AWS_260',
    where: /service\.aws_vpc_security_group_ingress_rule\.tasks/,
    reason:
      'it is open to the load balancer alone, by its security group, which checkov does not see through the variable',
  },
  {
    check: 'CKV2_AWS_28',
    where: /service\.aws_lb\.this/,
    reason: 'a firewall costs more than the environment; who may reach it is an input',
  },
  {
    check: 'CKV_AWS_65',
    where: /aws_ecs_cluster\.this/,
    reason: 'container insights are billed for each metric of each environment',
  },
  {
    check: 'CKV_AWS_316',
    where: /image_build\.aws_codebuild_project\.this/,
    reason: 'an image is built by docker, whose daemon needs it; the project does nothing else',
  },
  {
    check: 'CKV_AWS_394',
    where: /aws_availability_zones\.available/,
    reason: 'a network takes the zones that its region has; which they are does not matter',
  },
  {
    check: 'CKV2_AWS_11',
    where: /network\.aws_vpc\.this/,
    reason: "flow logs are billed by traffic; a stage's own network has them where its owner wants them",
  },
  ...['CKV_AWS_353', 'CKV_AWS_118', 'CKV_AWS_129', 'CKV2_AWS_30'].map((check) => ({
    check,
    where: /database\.aws_db_instance\.this/,
    reason: 'a database of a few days is watched by its CPU and storage alone; each of these is billed',
  })),
  {
    check: 'CKV_AWS_161',
    where: /database\.aws_db_instance\.this/,
    reason: 'the service signs in by the password that RDS keeps and rotates in Secrets Manager',
  },
  {
    check: 'CKV2_AWS_62',
    where: /state_backend\.aws_s3_bucket\.this/,
    reason: 'nothing acts on a changed state',
  },
  {
    check: 'CKV_AWS_144',
    where: /state_backend\.aws_s3_bucket\.this/,
    reason: 'a state is of use where its resources are; versions keep the earlier ones',
  },
  {
    check: 'CKV2_AWS_64',
    where: /state_backend\.aws_kms_key\.this/,
    reason: "the key's default policy leaves it to IAM, as the account's other rights are",
  },
];

const cloudformation: readonly Exception[] = [
  {
    check: 'CKV_AWS_27',
    where: /deadletters/i,
    reason: 'SQS encrypts every queue that says nothing of it by a key of its own',
  },
  {
    check: 'CKV_AWS_158',
    where: /logs/i,
    reason: 'AWS encrypts logs by itself, and no line holds a secret',
  },
  {
    check: 'CKV_AWS_116',
    where: /Functions(?:Authorizer|Api|SettleTask)Function/,
    reason: 'somebody waits for what they return: API Gateway, or the workflow, which tries again',
  },
  {
    check: 'CKV_AWS_117',
    where: /(?:Functions|Notifications)\w+Function/,
    reason: 'they reach nothing but APIs of AWS; a network would add a gateway that costs more than all else',
  },
  {
    check: 'CKV_AWS_115',
    where: /(?:Functions|Notifications)\w+Function/,
    reason:
      'the API is bounded by its throttle, and reserved concurrency would be taken from the whole account',
  },
  {
    check: 'CKV_AWS_173',
    where: /(?:Functions|Notifications)\w+Function/,
    reason: 'the variables hold names and bounds, and no secret',
  },
  {
    check: 'CKV_AWS_119',
    where: /RegistryTable/,
    reason: "the registry holds names and states of environments; AWS's own key encrypts it",
  },
  ...['CKV_AWS_18', 'CKV_AWS_21'].map((check) => ({
    check,
    where: /Bucketsaccesslogs/,
    reason: 'it holds the access logs of the others, which nothing overwrites, and cannot log its own',
  })),
];

const api: readonly Exception[] = [
  {
    check: 'RejectedPositiveData',
    where: / 400: (?:cursor: is not a cursor of this|after: is not a token of this log)/,
    reason: 'where a page goes on is what the page before said, and nothing else of the same form',
  },
  {
    check: 'RejectedPositiveData',
    where:
      / 400: (?:target: unknown|(?:inputs|unset|references)\.|A lease of this template may |This template does not allow )/,
    reason:
      'which targets there are says the stage, which inputs and leases the template, each at its own path',
  },
  {
    check: 'RejectedPositiveData',
    where: / 400: source\.\w+: must /,
    reason:
      'which characters are assigned says the Unicode version, and that of the check is not that of Node',
  },
  {
    check: 'RejectedPositiveData',
    where: / 400: (?:sleep: |url: |version: cannot be given with a trial|template: is not the template of )/,
    reason: 'which zones and public names there are no pattern can say, nor what one field says of another',
  },
  {
    check: 'RejectedPositiveData',
    where:
      /\/stacks(?:\/\{stack\}\/plans)? 400: (?:components[.:]|lease: |document\.stack: must be |document\.components\.[\s\S]*is a number that cannot)/,
    reason:
      'a document is held against itself: references stand where it says, components need what it has, numbers are exact',
  },
  {
    check: 'RejectedPositiveData',
    where: /POST \/(?:templates|trials) 400: [\w/-]+ is not published: the bundle is one of /,
    reason: 'which template a bundle is one of says the bundle itself',
  },
  {
    check: 'RejectedPositiveData',
    where:
      /(?:PATCH \/environments\/\{name\} 400: import: cannot be combined with |POST \/environments\/\{name\}\/rotate 400: walk: cannot be given with )/,
    reason:
      'what one field says of another no pattern can say: the plan of an import shows nothing else, and a walk has no certificate',
  },
  {
    check: 'RejectedPositiveData',
    where: /POST \/image-builds 400: repository: unknown/,
    reason: 'which repositories are built says the stage, and the plane of the check builds none',
  },
  {
    check: 'RejectedPositiveData',
    where: /\/targets(?:\/\{name\})? 400: (?:role: is (?:not )?in |body: must name at least one field)/,
    reason:
      'a role is in the account that is named beside it, which is one of the plane, and a change names something',
  },
];

/** What is not followed of each tool, by name and with its reason. */
export const exceptions: Record<string, readonly Exception[]> = {
  zizmor,
  actionlint,
  'checkov terraform': terraform,
  'checkov cloudformation': cloudformation,
  schemathesis: api,
};
