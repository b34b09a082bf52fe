import type { Product } from './offer-file';

/** How a price of the book is found in an offer file, and what of AWS's unit makes one of ours. */
export interface PriceRule {
  offer: string;
  /** The usage type without the region's prefix (`EUC1-`). */
  usage?: RegExp;
  family?: string;
  attributes?: Readonly<Record<string, string>>;
  /** AWS's unit of one price. */
  unit: RegExp;
  /** How many of AWS's units our unit has: a million requests. */
  times?: number;
  /** Of a price by amounts, the first tier that costs something; any other price with several tiers is refused. */
  tier?: 'first charged';
}

const hours = /^(Hrs|Hours|hours?)$/;
const gigabytes = /^(GB|GigaBytes)$/;
const gigabyteMonths = /^GB-Mo(nth)?$/i;
const requests = /^(API )?Requests?$/i;

const usage =
  (offer: string, name: RegExp, unit: RegExp) =>
  (more: Partial<PriceRule> = {}): PriceRule => ({ offer, usage: name, unit, ...more });
const tiered = { tier: 'first charged' } as const;

const named: Readonly<Record<string, PriceRule>> = {
  'nat-gateway': usage('AmazonEC2', /^NatGateway-Hours$/, hours)(),
  'nat-data': usage('AmazonEC2', /^NatGateway-Bytes$/, gigabytes)(),
  'public-ipv4': usage('AmazonVPC', /^PublicIPv4:InUseAddress$/, hours)(),
  'vpc-endpoint': usage(
    'AmazonVPC',
    /^VpcEndpoint-Hours$/,
    hours,
  )({
    attributes: { operation: 'VpcEndpoint' },
  }),
  'vpc-endpoint-data': usage(
    'AmazonVPC',
    /^VpcEndpoint-Bytes$/,
    gigabytes,
  )({
    ...tiered,
    attributes: { operation: 'VpcEndpoint' },
  }),
  alb: usage('AWSELB', /^LoadBalancerUsage$/, hours)({ family: 'Load Balancer-Application' }),
  'alb-lcu': usage('AWSELB', /^LCUUsage$/, /^LCU-Hrs$/)({ family: 'Load Balancer-Application' }),
  nlb: usage('AWSELB', /^LoadBalancerUsage$/, hours)({ family: 'Load Balancer-Network' }),
  'nlb-lcu': usage('AWSELB', /^LCUUsage$/, /^LCU-Hrs$/)({ family: 'Load Balancer-Network' }),
  'fargate-x86-vcpu': usage('AmazonECS', /^Fargate-vCPU-Hours:perCPU$/, hours)(),
  'fargate-x86-gb': usage('AmazonECS', /^Fargate-GB-Hours$/, hours)(),
  'fargate-arm-vcpu': usage('AmazonECS', /^Fargate-ARM-vCPU-Hours:perCPU$/, hours)(),
  'fargate-arm-gb': usage('AmazonECS', /^Fargate-ARM-GB-Hours$/, hours)(),
  'fargate-storage-gb': usage('AmazonECS', /^Fargate-EphemeralStorage-GB-Hours$/, /^(GB-Hours|Hrs|hours)$/)(),
  'rds-gp3': usage(
    'AmazonRDS',
    /^RDS:GP3-Storage$/,
    gigabyteMonths,
  )({
    attributes: { databaseEngine: 'PostgreSQL' },
  }),
  'rds-gp3-multi-az': usage(
    'AmazonRDS',
    /^RDS:Multi-AZ-GP3-Storage$/,
    gigabyteMonths,
  )({
    attributes: { databaseEngine: 'PostgreSQL' },
  }),
  'eks-cluster': usage('AmazonEKS', /^AmazonEKS-Hours:perCluster$/, hours)(),
  'ecr-storage': usage('AmazonECR', /^TimedStorage-ByteHrs$/, gigabyteMonths)(tiered),
  'lambda-requests': usage(
    'AWSLambda',
    /^Request$/,
    requests,
  )({
    times: 1_000_000,
    attributes: { group: 'AWS-Lambda-Requests' },
  }),
  'lambda-x86-gb-second': usage(
    'AWSLambda',
    /^Lambda-GB-Second$/,
    /^(Lambda-GB-Second|Second)s?$/,
  )({
    ...tiered,
    attributes: { group: 'AWS-Lambda-Duration' },
  }),
  'lambda-arm-gb-second': usage(
    'AWSLambda',
    /^Lambda-GB-Second-ARM$/,
    /^(Lambda-GB-Second|Second)s?$/,
  )({
    ...tiered,
    attributes: { group: 'AWS-Lambda-Duration-ARM' },
  }),
  'step-functions': usage(
    'AmazonStates',
    /^StateTransition$/,
    /^StateTransitions?$/,
  )({
    ...tiered,
    times: 1_000,
  }),
  'dynamodb-write': usage(
    'AmazonDynamoDB',
    /^WriteRequestUnits$/,
    /^WriteRequestUnits$/,
  )({
    times: 1_000_000,
  }),
  'dynamodb-read': usage('AmazonDynamoDB', /^ReadRequestUnits$/, /^ReadRequestUnits$/)({ times: 1_000_000 }),
  'logs-ingest': usage('AmazonCloudWatch', /^DataProcessing-Bytes$/, gigabytes)(tiered),
};

/** `rds-postgres-db.t4g.micro-multi-az`, as the pricer of databases names it. */
const database = /^rds-postgres-(db\.[\w.]+?)(-multi-az)?$/;

/** The rule of a price; undefined where there is none, so that the price stays as it was read. */
export function ruleOf(key: string): PriceRule | undefined {
  const [, instanceType, zones] = database.exec(key) ?? [];
  if (instanceType === undefined) return Object.hasOwn(named, key) ? named[key] : undefined;
  const deploymentOption = zones === undefined ? 'Single-AZ' : 'Multi-AZ';
  const attributes = { instanceType, deploymentOption, databaseEngine: 'PostgreSQL' };
  return { offer: 'AmazonRDS', family: 'Database Instance', attributes, unit: hours };
}

/** Whether a product is what a rule describes; usage types of all regions but one begin with the region's short name. */
export function fits({ usage: name, family, attributes = {} }: PriceRule, product: Product): boolean {
  const own = product.attributes;
  const type = (own['usagetype'] ?? '').replace(/^(EU|[A-Z]{2,3}[A-Z0-9]*\d)-/, '');
  if (family !== undefined && product.productFamily !== family) return false;
  if (name && !name.test(type)) return false;
  return Object.entries(attributes).every(([attribute, value]) => own[attribute] === value);
}
