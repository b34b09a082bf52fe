import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IamNeed } from '../../../../src/domain/resources/need';
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

/** What the module grants besides where its owner offers all of these services, by files of their own or by `any`. */
function grantedWhole(services: string[]): string[] {
  return services.flatMap((service) => {
    const own = join(folder, '../services', `${service}.json.tftpl`);
    const file = existsSync(own) ? own : join(folder, '../services/any.json.tftpl');
    const text = readFileSync(file, 'utf8').replaceAll('${service}', service);
    const statements = parseIdentityPolicy(text.replace(/\$\{(\w+)\}/g, 'x'));
    return statements.flatMap(({ Action = [] }) => Action);
  });
}

const stepsOfFacts = ['read', 'create', 'update', 'retag', 'destroy'] as const;
const actionsIn = (needs: IamNeed[]) =>
  needs.flatMap(({ service, actions }) => actions.map((name) => `${service}:${name}`));
const actionsOf = (types: string[]) =>
  actionsIn(types.flatMap((type) => stepsOfFacts.flatMap((step) => needsOf(type)?.[step] ?? [])));
const needed = [...actionsOf(knownTypes), ...actionsIn(needsOfEveryReceipt)];

const otherVersions = 'The provider reads tags with the object; other versions of it read them by this.';
const neverChanged = 'No module has this setting, or changes it in place.';
const ownRule = 'No template of ours has a rule without tags; a target that offers ec2 may change its words.';
const ownersOnly = "The value is put by its owner: the role reads and writes no secret's value.";
const othersObjects = 'No template of ours empties a bucket; a target that offers s3 may.';

/** Granted, though no table needs it. */
const besides: Record<string, string> = {
  'ecs:ListTagsForResource': otherVersions,
  'iam:ListOpenIDConnectProviderTags': otherVersions,
  'iam:ListRoleTags': otherVersions,
  'iam:SimulatePrincipalPolicy': 'The preflight itself.',
  'kms:ListKeyRotations': 'A rotation asks whether it has rotated a key.',
  'kms:ReEncrypt*': 'DynamoDB asks it when a table gets another key.',
  'kms:RotateKeyOnDemand': 'A rotation of what an environment holds.',
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
  'ec2:UpdateSecurityGroupRuleDescriptionsEgress': ownRule,
  'ec2:UpdateSecurityGroupRuleDescriptionsIngress': ownRule,
  'iam:PutRolePermissionsBoundary': 'Nobody gets out of a boundary: the role may change none.',
  'kms:DisableKeyRotation': neverChanged,
  'kms:PutKeyPolicy': neverChanged,
  'route53:AssociateVPCWithHostedZone': neverChanged,
  's3:DeleteObject': othersObjects,
  's3:DeleteObjectVersion': othersObjects,
  's3:ListBucketVersions': othersObjects,
  'secretsmanager:GetSecretValue': ownersOnly,
  'secretsmanager:PutSecretValue': ownersOnly,
};

/** What only types need that a target offers with their services; nothing of it is granted to every role. */
const offeredTypes = knownTypes.filter((type) => needsOf(type)?.offered);
const offered = actionsOf(offeredTypes).filter(
  (one) => !actionsOf(knownTypes.filter((type) => !offeredTypes.includes(type))).includes(one),
);

const sorted = (names: string[]) => [...new Set(names)].sort();

describe("the policies of the provisioner's role", () => {
  it('grant nothing that no resource type needs, but for what the list gives a reason for', () => {
    const unneeded = granted.filter((grant) => !needed.some((one) => matchesWildcard(grant, one)));

    expect(sorted(unneeded)).toEqual(Object.keys(besides));
    expect(granted.length).toBeGreaterThan(150);
  });

  it('lack nothing that a resource type needs, but for what the list gives a reason for', () => {
    const lacking = needed.filter((one) => !granted.some((grant) => matchesWildcard(grant, one)));

    expect(sorted(lacking.filter((one) => !offered.includes(one)))).toEqual(Object.keys(withheld));
    expect(sorted(needed).length).toBeGreaterThan(150);
  });

  it('lack nothing of what templates of others need, where the services of their types are offered', () => {
    const whole = grantedWhole([
      'application-autoscaling',
      'cloudwatch',
      'ec2',
      'ecs',
      'elasticloadbalancing',
      'iam',
    ]);
    const lacking = actionsOf(offeredTypes).filter(
      (one) => ![...granted, ...whole].some((grant) => matchesWildcard(grant, one)),
    );

    expect(sorted(lacking)).toEqual([]);
    expect(sorted(offered).length).toBeGreaterThan(20);
  });
});
