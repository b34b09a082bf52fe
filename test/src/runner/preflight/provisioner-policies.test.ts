import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseIdentityPolicy } from '../../../../src/emulators/iam/policy-kinds';
import { matchesWildcard } from '../../../../src/emulators/iam/wildcard';
import { knownTypes, needsOf, needsOfEveryReceipt } from '../../../../src/runner/preflight/needs';
import { terraformRoot } from '../../../support/terraform/terraform-tree';

const folder = join(terraformRoot, 'modules/provisioner-role/policies');

/** Every action, or pattern of actions, that the module grants to the role; placeholders become lists and names of any kind. */
const granted = readdirSync(folder)
  .filter((file) => !/bound/.test(file))
  .flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8').replace('${zones}', '["*"]');
    const policy = text.replace(/\$\{(\w+)\}/g, 'x');
    return parseIdentityPolicy(policy).flatMap(({ Action = [] }) => Action);
  });

const stepsOfFacts = ['read', 'create', 'update', 'retag', 'destroy'] as const;
const needs = knownTypes.flatMap((type) => stepsOfFacts.flatMap((step) => needsOf(type)?.[step] ?? []));
const needed = [...needs, ...needsOfEveryReceipt].flatMap(({ service, actions }) =>
  actions.map((name) => `${service}:${name}`),
);

const otherVersions = 'The provider reads tags with the object; other versions of it read them by this.';
const neverChanged = 'No module has this setting, or changes it in place.';
const ownersOnly = "The value is put by its owner: the role reads and writes no secret's value.";

/** Granted, though no table needs it. */
const besides: Record<string, string> = {
  'ecs:ListTagsForResource': otherVersions,
  'iam:ListOpenIDConnectProviderTags': otherVersions,
  'iam:ListRoleTags': otherVersions,
  'iam:SimulatePrincipalPolicy': 'The preflight itself.',
  'kms:ReEncrypt*': 'DynamoDB asks it when a table gets another key.',
  'servicequotas:GetServiceQuota': 'The preflight of quotas.',
  'sqs:GetQueueUrl': 'The provider knows a queue by its URL; an import finds it by its name.',
};

/** In the tables, and not granted: a template that comes to need it is refused by name until it is. */
const withheld: Record<string, string> = {
  'dynamodb:UpdateTimeToLive': neverChanged,
  'ec2:AssignPrivateNatGatewayAddress': neverChanged,
  'ec2:AssociateAddress': neverChanged,
  'ec2:AssociateNatGatewayAddress': neverChanged,
  'ec2:AssociateSubnetCidrBlock': neverChanged,
  'ec2:DisassociateNatGatewayAddress': neverChanged,
  'ec2:DisassociateSubnetCidrBlock': neverChanged,
  'ec2:ModifySubnetAttribute': neverChanged,
  'ec2:ModifyVpcTenancy': neverChanged,
  'ec2:UnassignPrivateNatGatewayAddress': neverChanged,
  'iam:PutRolePermissionsBoundary': 'Nobody gets out of a boundary: the role may change none.',
  'kms:DisableKeyRotation': neverChanged,
  'kms:PutKeyPolicy': neverChanged,
  'route53:AssociateVPCWithHostedZone': neverChanged,
  'secretsmanager:GetSecretValue': ownersOnly,
  'secretsmanager:PutSecretValue': ownersOnly,
  'secretsmanager:UpdateSecretVersionStage': ownersOnly,
};

const sorted = (names: string[]) => [...new Set(names)].sort();

describe("the policies of the provisioner's role", () => {
  it('grant nothing that no resource type needs, but for what the list gives a reason for', () => {
    const unneeded = granted.filter((grant) => !needed.some((one) => matchesWildcard(grant, one)));

    expect(sorted(unneeded)).toEqual(Object.keys(besides));
    expect(granted.length).toBeGreaterThan(150);
  });

  it('lack nothing that a resource type needs, but for what the list gives a reason for', () => {
    const lacking = needed.filter((one) => !granted.some((grant) => matchesWildcard(grant, one)));

    expect(sorted(lacking)).toEqual(Object.keys(withheld));
    expect(sorted(needed).length).toBeGreaterThan(150);
  });
});
