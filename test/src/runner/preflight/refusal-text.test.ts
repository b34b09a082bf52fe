import type { Step } from '../../../../src/runner/preflight/needs';
import { refusalText } from '../../../../src/runner/preflight/refusal-text';
import type { Refused, Refuser } from '../../../../src/runner/preflight/simulate';

const role = 'arn:aws:iam::123456789012:role/maker';
/** A target that offers the service of these actions, so that there is no more to say. */
const target = { name: 'dev', services: ['ec2'] };
const end =
  'Nothing was created. Ask the owner of the target to allow these actions (docs/targets.md), then retry.';
const refused = (action: string, step: Step, by: Refuser): Refused => ({
  action,
  resource: 'vpc/*',
  context: {},
  step,
  by,
  types: ['aws_vpc', 'aws_subnet'],
});

describe('refusalText', () => {
  it.each<[Refuser, string]>([
    ['own-policies', 'it lacks ec2:X on vpc/* (aws_vpc, aws_subnet)'],
    ['own-deny', 'a policy of its own denies ec2:X on vpc/* (aws_vpc, aws_subnet)'],
    ['boundary', 'its permissions boundary does not allow ec2:X on vpc/* (aws_vpc, aws_subnet)'],
    ['organisation', "the organisation's policies do not allow ec2:X on vpc/* (aws_vpc, aws_subnet)"],
  ])('names action, object, types and who refused: %s', (by, clause) => {
    expect(refusalText(role, [refused('ec2:X', 'create', by)], target)).toBe(
      `${role} may not create what is planned: ${clause}. ${end}`,
    );
  });

  it('has a sentence for each step, in the order in which they would happen, and in it a clause for each refuser', () => {
    const text = refusalText(
      role,
      [
        refused('ec2:DeleteVpc', 'destroy', 'own-policies'),
        refused('ec2:DescribeVpcs', 'read', 'own-policies'),
        refused('ec2:CreateVpc', 'create', 'own-policies'),
        refused('ec2:CreateTags', 'create', 'organisation'),
        refused('ec2:ModifyVpc', 'update', 'boundary'),
      ],
      target,
    );

    expect(text.replaceAll(' on vpc/* (aws_vpc, aws_subnet)', '')).toBe(
      `${role} may not create what is planned: the organisation's policies do not allow ec2:CreateTags; it lacks ec2:CreateVpc; it may not change what is planned: its permissions boundary does not allow ec2:ModifyVpc; it may not read what is planned: it lacks ec2:DescribeVpcs; it could create but not destroy what is planned: it lacks ec2:DeleteVpc. ${end}`,
    );
  });

  it('names twelve and counts the rest', () => {
    const many = Array.from({ length: 15 }, (_, at) => refused(`ec2:A${at}`, 'create', 'own-policies'));

    const text = refusalText(role, many, target);

    expect(text.match(/ec2:A\d+/g)).toHaveLength(12);
    expect(text).toContain(`. And 3 more. ${end}`);
  });

  it('names the services that the target does not offer as a whole, each once, and who can offer them', () => {
    const refusals = [
      refused('sns:CreateTopic', 'create', 'boundary'),
      refused('sns:DeleteTopic', 'destroy', 'boundary'),
      {
        ...refused('application-autoscaling:X', 'create', 'own-policies'),
        types: ['aws_appautoscaling_target'],
      },
      refused('rds:CreateDBInstance', 'create', 'own-policies'),
    ];

    expect(refusalText(role, refusals, target)).toMatch(
      /then retry\. Target 'dev' does not offer the services application-autoscaling, sns as a whole\. Ask its owner to add the missing services to 'services' of the module provisioner-role, and to the services of 'dev' \('idp targets update dev --service …', docs\/targets\.md#services\) if it should\.$/,
    );
  });

  it.each([
    ['a denial, which more rights do not lift', refused('sns:CreateTopic', 'create', 'own-deny')],
    ["an organisation's refusal", refused('sns:CreateTopic', 'create', 'organisation')],
    [
      'a right that the role lacks for what every target can be made of',
      refused('rds:X', 'create', 'own-policies'),
    ],
    ['a role that may not be handed on', refused('iam:PassRole', 'create', 'boundary')],
  ])('proposes no service for %s', (_what, one) => {
    expect(refusalText(role, [one], target)).toMatch(/then retry\.$/);
  });
});
