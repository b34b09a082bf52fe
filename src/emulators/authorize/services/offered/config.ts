import type { Ask } from '../../ask';
import { serviceLinkedRole } from '../../in-callers-name';
import { type Input, structuresAt, textAt, textsAt } from '../../input';
import type { FurtherNeed, NamedResource, Operation, ServiceRules } from '../../service-rules';
import { tagsIn } from '../../tags';

const target = 'StarlingDoveService';

/** AWS Config: a recorder has its name in its ARN, a rule an id that AWS makes up. */
export const configRules: ServiceRules = {
  prefix: 'config',
  signedAs: ['config'],
  protocol: 'json',
  named: (operation) => [...recorders(operation), ...rules(operation)],
  completed: async (operation, ask) => ({
    ...operation,
    input: { ...operation.input, found: await ruleOf(operation, ask) },
  }),
  tags: ({ input }) => tagsIn(input, 'Tags'),
  tagsOf: async (ResourceArn, ask) => {
    const text = await ask('config', { target: `${target}.ListTagsForResource`, input: { ResourceArn } });
    return text === '' ? {} : tagsIn(JSON.parse(text) as Input, 'Tags');
  },
  passedTo: () => 'config.amazonaws.com',
  further: ownRole,
};

/** A list of all is asked about each. */
function recorders({ name, input }: Operation): NamedResource[] {
  if (!/ConfigurationRecorder(s|Status)?$/.test(name)) return [];
  const given = structuresAt(input, 'ConfigurationRecorder').flatMap((one) => textsAt(one, 'name'));
  const listed = ['ConfigurationRecorderName', 'ConfigurationRecorderNames'].flatMap((key) =>
    textsAt(input, key),
  );
  const names = [...given, ...listed];
  return (names.length === 0 ? ['*'] : names).map((one) => ({
    type: 'ConfigurationRecorder',
    part: `configuration-recorder/${one}/*`,
  }));
}

/** One that is not there yet, or no more. */
function rules({ name, input }: Operation): NamedResource[] {
  const isAbout = /^(Put|Delete)ConfigRule$/.test(name) && textAt(input, 'found') === undefined;
  return isAbout ? [{ type: 'ConfigRule', part: 'config-rule/*' }] : [];
}

async function ruleOf({ input }: Operation, ask: Ask): Promise<string | undefined> {
  const [given] = structuresAt(input, 'ConfigRule');
  const name = textAt(input, 'ConfigRuleName') ?? (given && textAt(given, 'ConfigRuleName'));
  if (name === undefined) return undefined;
  const asked = { target: `${target}.DescribeConfigRules`, input: { ConfigRuleNames: [name] } };
  const text = await ask('config', asked);
  const [found] = text === '' ? [] : structuresAt(JSON.parse(text) as Input, 'ConfigRules');
  return found && textAt(found, 'ConfigRuleArn');
}

/** docs.aws.amazon.com/config/latest/developerguide/using-service-linked-roles.html */
function ownRole({ name }: Operation): FurtherNeed[] {
  return name === 'PutConfigurationRecorder' ? [serviceLinkedRole('config.amazonaws.com')] : [];
}
