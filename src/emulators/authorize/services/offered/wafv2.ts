import { seeing, serviceLinkedRole, tagging } from '../../in-callers-name';
import { type Input, structuresAt, textAt } from '../../input';
import { eachOf } from '../../named-by';
import type { FurtherNeed, NamedResource, Operation, ServiceRules } from '../../service-rules';
import { tagsIn } from '../../tags';

/** By what the name of a call ends with: the type of what it is about. */
const kinds: [operation: RegExp, type: string][] = [
  [/IPSet$/, 'ipset'],
  [/RegexPatternSet$/, 'regexpatternset'],
  [/[^d]RuleGroup$/, 'rulegroup'],
  [/^(Create|Update|Delete|Get)WebACL$/, 'webacl'],
];

/** Types of what a web ACL is associated with, by the service in its ARN. */
const guarded: Record<string, string> = {
  apigateway: 'apigateway',
  'cognito-idp': 'userpool',
  elasticloadbalancing: 'loadbalancer/app/',
};

/** AWS WAF, of the second version: an ARN has the scope first, and the name in its middle. */
export const webApplicationFirewall: ServiceRules = {
  prefix: 'wafv2',
  signedAs: ['wafv2'],
  protocol: 'json',
  arn: ({ region, account }, part) =>
    part.startsWith('arn:') ? part : `arn:aws:wafv2:${region}:${account}:${part}`,
  named: eachOf(byName, associated),
  tags: ({ input }) => tagsIn(input, 'Tags'),
  tagsOf: async (ResourceARN, ask) => {
    const text = await ask('wafv2', {
      target: 'AWSWAF_20190729.ListTagsForResource',
      input: { ResourceARN },
    });
    const [listed] = text === '' ? [] : structuresAt(JSON.parse(text) as Input, 'TagInfoForResource');
    return listed ? tagsIn(listed, 'TagList') : {};
  },
  further: (operation) => [...tagsOnCreate(operation), ...inFront(operation), ...logging(operation)],
};

function partOf({ name, input }: Operation): NamedResource | undefined {
  const type = kinds.find(([operation]) => operation.test(name))?.[1];
  const called = textAt(input, 'Name');
  if (type === undefined || called === undefined) return undefined;
  const scope = textAt(input, 'Scope') === 'CLOUDFRONT' ? 'global' : 'regional';
  return { type, part: `${scope}/${type}/${called}/${textAt(input, 'Id') ?? '*'}` };
}

function byName(operation: Operation): NamedResource[] {
  const part = partOf(operation);
  return part ? [part] : [];
}

function associated({ name, input }: Operation): NamedResource[] {
  const part = textAt(input, 'ResourceArn') ?? '';
  const type = guarded[part.split(':')[2] ?? ''];
  return type === undefined || !/WebACL(ForResource)?$/.test(name) ? [] : [{ type, part }];
}

/** docs.aws.amazon.com/waf/latest/developerguide/waf-tagging.html: tags are a right of their own, also of what is being made. */
function tagsOnCreate(operation: Operation): FurtherNeed[] {
  const made = operation.name.startsWith('Create') ? partOf(operation) : undefined;
  return made ? tagging('wafv2:TagResource', made.part, { tags: tagsIn(operation.input, 'Tags') }) : [];
}

/** docs.aws.amazon.com/waf/latest/developerguide/security_iam_id-based-policies-actions.html: the guarded service is asked, too. */
function inFront({ name, input }: Operation): FurtherNeed[] {
  if (!/^(Associate|Disassociate)WebACL$/.test(name)) return [];
  const part = textAt(input, 'ResourceArn') ?? '';
  const service = part.split(':')[2] ?? '';
  const action = {
    apigateway: 'apigateway:SetWebACL',
    elasticloadbalancing: 'elasticloadbalancing:SetWebAcl',
  }[service];
  return action === undefined ? [] : [{ action, part }];
}

/** docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html, "Permissions required to publish logs" */
function logging({ name }: Operation): FurtherNeed[] {
  if (name !== 'PutLoggingConfiguration') return [];
  const looks = seeing(
    'logs:CreateLogDelivery',
    'logs:DescribeLogGroups',
    'logs:DescribeResourcePolicies',
    'logs:PutResourcePolicy',
  );
  return [...looks, serviceLinkedRole('wafv2.amazonaws.com')];
}
