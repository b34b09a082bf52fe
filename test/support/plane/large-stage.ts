import { loadConfig } from '../../../lib/config/load-config';
import { DeployConfig } from '../../../lib/config/schema';

const count = (length: number) => Array.from({ length }, (_, index) => index);
const accountOf = (index: number) => String(222_200_000_000 + index);

/** A stage of hundreds of accounts, issuers and image repositories, and of many types that no plan may create. */
export const largeStage = DeployConfig.parse({
  ...loadConfig('config/dev.json'),
  domain: {
    name: 'leasehold.example.com',
    certificate: 'arn:aws:acm:eu-central-1:111122223333:certificate/0f53-4c8e',
    hostedZone: 'Z0123456789ABC',
  },
  targets: count(300).map((index) => ({
    name: `team-${index}`,
    account: accountOf(index),
    region: 'eu-central-1',
    regions: ['eu-central-1', 'eu-west-1'],
    role: 'platform-deployer',
    externalId: `b7a3a2c4-0f53-4c8e-9a86-5f2f0f6f${index}`,
    permissionsBoundary: 'leasehold-provisioner-environment-boundary',
    access: { teams: [`team-${index}`], templates: ['api-*'] },
  })),
  issuers: count(100).map((index) => ({
    name: `issuer-${index}`,
    issuer: `https://login-${index}.example.com`,
    audience: 'leasehold',
    kind: 'person',
    jwksUri: `https://login-${index}.example.com/keys`,
  })),
  imageRepositories: count(100).map((index) => ({
    repository: `acme/service-${index}`,
    project: `service-${index}-images`,
    registry: `111122223333.dkr.ecr.eu-central-1.amazonaws.com/service-${index}`,
    teams: [`team-${index}`],
  })),
  deniedTypes: count(200).map((index) => `aws_denied_type_${index}`),
});
