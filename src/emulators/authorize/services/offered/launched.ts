import type { Ask } from '../../ask';
import { type Input, structuresAt, textAt } from '../../input';
import type { FurtherNeed, Operation } from '../../service-rules';
import { tagsInXml } from '../../tags';

/**
 * Whoever gives a group a launch template must have the rights to launch it themselves
 * (docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-api-permissions.html): what that asks is added to the call.
 */
export async function asLaunched(operation: Operation, ask: Ask): Promise<Operation> {
  if (!/^(Create|Update)AutoScalingGroup$/.test(operation.name)) return operation;
  const [template] = templatesIn(operation.input);
  if (!template) return operation;
  const read = await readTemplate(template, ask);
  const launched = [...launches(read, operation.input), ...(await profileOf(read, ask))];
  return { ...operation, input: { ...operation.input, launched } };
}

function templatesIn(input: Input): Input[] {
  const mixed = structuresAt(input, 'MixedInstancesPolicy')
    .flatMap((one) => structuresAt(one, 'LaunchTemplate'))
    .flatMap((one) => structuresAt(one, 'LaunchTemplateSpecification'));
  return [...structuresAt(input, 'LaunchTemplate'), ...mixed];
}

function readTemplate(template: Input, ask: Ask): Promise<string> {
  const named = ['LaunchTemplateId', 'LaunchTemplateName'].flatMap((key): [string, string][] => {
    const value = textAt(template, key);
    return value === undefined ? [] : [[key, value]];
  });
  const form = {
    Action: 'DescribeLaunchTemplateVersions',
    Version: '2016-11-15',
    'LaunchTemplateVersion.1': textAt(template, 'Version') ?? '$Default',
    ...Object.fromEntries(named),
  };
  return ask('ec2', { form });
}

/** What RunInstances makes, each with the tags that the template gives it. */
const made = ['instance', 'network-interface', 'volume'];

function launches(template: string, input: Input): FurtherNeed[] {
  const subnets = textAt(input, 'VPCZoneIdentifier')?.split(',') ?? [];
  const used = [...new Set([...template.matchAll(/\b(?:lt|sg)-[0-9a-f]+\b/g)].map(([id]) => id))];
  const images = [...new Set([...template.matchAll(/\bami-[0-9a-f]+\b/g)].map(([id]) => id))];
  const parts = [...used.map(partOfId), ...subnets.map((id) => `subnet/${id}`)];
  const tags = tagsByType(template);
  return [
    ...images.map((id) => ({ action: 'ec2:RunInstances', part: `arn:aws:ec2:*::image/${id}` })),
    ...parts.map((part) => ({ action: 'ec2:RunInstances', part })),
    ...made.map((type) => ({ action: 'ec2:RunInstances', part: `${type}/*`, tags: tags[type] ?? {} })),
    ...Object.entries(tags).map(([type, given]) => ({
      action: 'ec2:CreateTags',
      part: `${type}/*`,
      tags: given,
      context: { 'ec2:createaction': ['RunInstances'] },
    })),
  ];
}

function partOfId(id: string): string {
  return `${id.startsWith('lt-') ? 'launch-template' : 'security-group'}/${id}`;
}

function tagsByType(template: string): Record<string, Record<string, string>> {
  const specified = template.split('<resourceType>').slice(1);
  return Object.fromEntries(
    specified.map((one) => [one.slice(0, one.indexOf('<')), tagsInXml(one.split('</tagSet>')[0] ?? '')]),
  );
}

/** The role of the profile that instances are launched with. */
async function profileOf(template: string, ask: Ask): Promise<FurtherNeed[]> {
  const [, text = ''] = /<iamInstanceProfile>(.*?)<\/iamInstanceProfile>/s.exec(template) ?? [];
  const InstanceProfileName = /<(?:name|arn)>(?:arn:[^<]*\/)?(.*?)</.exec(text)?.[1];
  if (InstanceProfileName === undefined) return [];
  const form = { Action: 'GetInstanceProfile', Version: '2010-05-08', InstanceProfileName };
  const roles = [...(await ask('iam', { form })).matchAll(/<Arn>(arn:[^<]*:role\/[^<]*)<\/Arn>/g)];
  return roles.map(([, part = '']) => ({
    action: 'iam:PassRole',
    part,
    context: { 'iam:passedtoservice': ['ec2.amazonaws.com'] },
  }));
}
