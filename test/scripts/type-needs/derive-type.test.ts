import { deriveType } from '../../../scripts/type-needs/derive-type';
import type { ReferenceAction } from '../../../scripts/type-needs/reference';

/** A service that has these actions and no other; `!` stands before one that only reads, whatever its name. */
function serviceWith(...names: string[]): Map<string, ReferenceAction> {
  return new Map(
    names.map((text) => {
      const name = text.replace('!', '');
      const reads = text.startsWith('!') || /^(Get|List|Describe)/.test(name);
      const accessLevel = reads ? 'Read' : 'Permissions management, Write';
      return [name.toLowerCase(), { name, accessLevel, objects: [], takesTags: false }];
    }),
  );
}

function stepsOf(type: string, ...names: string[]): Record<string, string[]> | undefined {
  const derived = deriveType(type, serviceWith(...names));
  if (!derived) return undefined;
  const steps = Object.entries(derived) as [string, ReferenceAction[]][];
  return Object.fromEntries(steps.map(([step, actions]) => [step, actions.map(({ name }) => name)]));
}

describe('the actions of a type, by their names', () => {
  it.each<[string, string[], Record<string, string[]>]>([
    [
      'aws_sfn_activity',
      ['CreateActivity', 'DescribeActivity', 'UpdateActivity', 'DeleteActivity', 'DeleteStateMachine'],
      {
        create: ['CreateActivity'],
        read: ['DescribeActivity'],
        update: ['UpdateActivity'],
        destroy: ['DeleteActivity'],
      },
    ],
    [
      'aws_cloudwatch_log_stream',
      ['CreateLogStream', 'DescribeLogStreams', 'DeleteLogStream', 'DeleteStream'],
      { create: ['CreateLogStream'], read: ['DescribeLogStreams'], update: [], destroy: ['DeleteLogStream'] },
    ],
    [
      'aws_iot_thing_principal_attachment',
      ['AttachThingPrincipal', 'DetachThingPrincipal', 'ListThingPrincipals'],
      {
        create: ['AttachThingPrincipal'],
        read: ['ListThingPrincipals'],
        update: [],
        destroy: ['DetachThingPrincipal'],
      },
    ],
    [
      'aws_iam_user_policy',
      ['PutUserPolicy', 'GetUserPolicy', 'DeleteUserPolicy'],
      {
        create: ['PutUserPolicy'],
        read: ['GetUserPolicy'],
        update: ['PutUserPolicy'],
        destroy: ['DeleteUserPolicy'],
      },
    ],
  ])('of %s are found', (type, actions, steps) => {
    expect(stepsOf(type, ...actions)).toEqual(steps);
  });

  it.each<[string, string, string[]]>([
    ['nothing ends it', 'aws_x_thing', ['CreateThing', 'GetThing']],
    ['two actions may end it', 'aws_x_thing', ['CreateThing', 'GetThing', 'DeleteThing', 'DeregisterThing']],
    ['nothing makes it', 'aws_x_thing', ['GetThing', 'DeleteThing']],
    ['nothing reads it', 'aws_x_thing', ['CreateThing', 'DeleteThing']],
    ['what ends it only reads', 'aws_x_thing', ['CreateThing', 'GetThing', '!DeleteThing']],
    [
      'a link of it is undone, but not it itself',
      'aws_x_thing',
      ['AssociateThing', 'GetThing', 'DisassociateThing'],
    ],
    ['only what is named alike ends', 'aws_x_thing', ['CreateThing', 'GetThing', 'DeleteThingVersion']],
    [
      'other services decide how it ends',
      'aws_wafv2_web_acl_association',
      ['AssociateWebACL', 'GetWebACL', 'DisassociateWebACL'],
    ],
    ['its service has no actions', 'aws_x_thing', []],
  ])('are not guessed where %s', (_why, type, actions) => {
    expect(stepsOf(type, ...actions)).toBeUndefined();
  });

  it('are not taken from a list by hand that the reference has outgrown', () => {
    expect(() => stepsOf('aws_sns_topic_subscription', 'Subscribe', 'GetSubscriptionAttributes')).toThrow(
      'aws_sns_topic_subscription: the reference has no action Unsubscribe; correct irregular-types.ts.',
    );
  });
});
