import { parseArn } from './arn';
import { type IamNeed, keyed, need, retagging, tagging, untagged, whenSet } from './need';
import type { Value } from './planned-value';

const ec2 = need('ec2');
const iam = need('iam');
const kms = need('kms');

/** The resource part of an attribute's ARN, whoever made it; `otherwise` while it is not known. */
const resourceIn = (attribute: string, otherwise: string) => (value: Value) =>
  parseArn(value(attribute))?.resource ?? otherwise;

/**
 * To hand the role of an attribute to a service, where one is set
 * (docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html).
 */
export const passRole = (attribute: string, to: string): IamNeed =>
  whenSet(
    attribute,
    keyed(iam(resourceIn(attribute, `role/{${attribute}}`), 'PassRole'), { 'iam:PassedToService': to }),
  );

/**
 * To let a service make its own role, which AWS asks of the first caller in an account
 * (docs.aws.amazon.com/IAM/latest/UserGuide/create-service-linked-role.html).
 */
export const serviceRole = (service: string, name: string): IamNeed =>
  untagged(
    keyed(iam(`role/aws-service-role/${service}/${name}`, 'CreateServiceLinkedRole'), {
      'iam:AWSServiceName': service,
    }),
  );

/** What EC2 makes in one call, tagged by the same call: a right to both, each asked about the new object. */
export const madeByEc2 = (kind: string, action: string): IamNeed[] => [
  tagging(ec2(`${kind}/*`, action)),
  keyed(tagging(ec2(`${kind}/*`, 'CreateTags')), { 'ec2:CreateAction': action }),
];

/** Tags of EC2 that change: those that come and those that go. */
export const retaggedByEc2 = (kind: string): IamNeed[] => [
  retagging(ec2(`${kind}/*`, 'CreateTags')),
  ec2(`${kind}/*`, 'DeleteTags'),
];

/** A service's use of the customer's key of an attribute, in the caller's name. */
export const useOfKey = (attribute: string, service: string, ...actions: string[]): IamNeed =>
  keyed(kms(resourceIn(attribute, 'key/*'), ...actions), {
    'kms:ViaService': `${service}.{region}.amazonaws.com`,
  });
