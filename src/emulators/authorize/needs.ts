import { allTexts, type Input } from './input';
import { knownAction, type KnownAction } from './known-actions';
import { rulesOfPrefix } from './services/index';
import type { FurtherNeed, NamedResource, Operation, ServiceRules } from './service-rules';
import { UnknownCall } from './unknown-call';

/** Where a call is made: the region that it is signed for, and the account. */
export interface Place {
  region: string;
  account: string;
}

/** One question to IAM: an action on one resource, and what the request says for its condition keys (in lower case). */
export interface Need {
  action: string;
  resource: string;
  context: Map<string, string[]>;
  /** Condition keys, in lower case, that IAM knows for this action and resource; `*` stands for a tag's key. */
  keys: string[];
}

/** All that IAM asks for a call; throws `UnknownCall` where that is not known. */
export async function needsOf(operation: Operation, rules: ServiceRules, place: Place): Promise<Need[]> {
  const actions = rules.actions?.(operation) ?? [`${rules.prefix}:${operation.name}`];
  const own = await Promise.all(actions.map((action) => needsOfAction(action, { operation, rules, place })));
  const further = [...(rules.further?.(operation) ?? []), ...rolesHandedOver(operation, rules)];
  return [...own.flat(), ...(await Promise.all(further.map((one) => furtherNeed(one, place))))];
}

interface Asked {
  operation: Operation;
  rules: ServiceRules;
  place: Place;
}

async function needsOfAction(action: string, asked: Asked): Promise<Need[]> {
  const known = await knownAction(action);
  if (!known) throw new UnknownCall(`What IAM asks for ${asked.operation.name} of ${asked.rules.prefix}`);
  const resources = resourcesOf(known, asked);
  if (resources.length === 0 && known.resources.some(({ required }) => required))
    throw new UnknownCall(`The resource of ${action} in this call`);
  return (resources.length === 0 ? [undefined] : resources).map((resource) => {
    const keys = [...known.conditionKeys, ...(resource?.keys ?? [])].map(asPattern);
    return {
      action,
      resource: resource?.arn ?? '*',
      keys,
      context: contextOf(asked, resource?.type ?? '', keys),
    };
  });
}

/** A named resource, and the condition keys that the reference lists for it. */
interface AskedResource {
  type: string;
  arn: string;
  keys: string[];
}

function resourcesOf(known: KnownAction, { operation, rules, place }: Asked): AskedResource[] {
  const about = { ...operation, input: askedAbout(operation, rules) };
  const named = rules.named(about);
  const texts = rules.carriesData ? [] : allTexts(about.input);
  const ownArns = texts.filter((text) => text.startsWith(`arn:aws:${rules.prefix}:`));
  const found = known.resources.flatMap(({ name: type, shape, conditionKeys, lastingKeys }) => {
    const keys = [...conditionKeys, ...lastingKeys];
    const parts = named.filter((one) => one.type === type).map((one) => arnOf(rules, place, one));
    return [...new Set([...parts, ...ownArns.filter((arn) => shape.test(arn))])].map((arn) => ({
      type,
      arn,
      keys,
    }));
  });
  const made = rules.makes?.(operation, known) ?? [];
  return [
    ...onePerArn(found),
    ...made.map(({ type, part }) => {
      const keys = known.resources.find(({ name }) => name === type)?.conditionKeys ?? [];
      return { type, arn: arnOf(rules, place, { type, part }), keys };
    }),
  ];
}

/** The parameters of a call that IAM asks about. */
function askedAbout({ name, input }: Operation, { about }: ServiceRules): Input {
  const only = about?.[name];
  return only === undefined
    ? input
    : Object.fromEntries(only.map((parameter) => [parameter, input[parameter]]));
}

/** The forms of two types may fit the same ARN: a load balancer's, and an application load balancer's. */
function onePerArn(resources: AskedResource[]): AskedResource[] {
  return [...new Map(resources.map((one) => [one.arn, one])).values()];
}

function arnOf({ prefix, arn }: ServiceRules, place: Place, { part }: NamedResource): string {
  return arn ? arn(place, part) : `arn:aws:${prefix}:${place.region}:${place.account}:${part}`;
}

/** `aws:RequestTag/${TagKey}` as `aws:requesttag/*`: IAM ignores the case of keys. */
function asPattern(key: string): string {
  return key.replace(/\$\{\w+\}|<\w+>|tag-key$/, '*').toLowerCase();
}

function contextOf({ operation, rules }: Asked, type: string, keys: string[]): Map<string, string[]> {
  const tags = keys.includes('aws:requesttag/*') ? (rules.tags?.(operation, type) ?? {}) : {};
  const said = Object.entries(rules.context ?? {}).filter(([key]) => keys.includes(key));
  return new Map([
    ...tagContext(tags),
    ...said.map(([key, read]) => [key, read(operation)] as const).filter(([, values]) => values.length > 0),
  ]);
}

function tagContext(tags: Record<string, string>): [string, string[]][] {
  const names = Object.keys(tags);
  const each = Object.entries(tags).map(([key, value]): [string, string[]] => [
    `aws:requesttag/${key.toLowerCase()}`,
    [value],
  ]);
  return names.length === 0 ? [] : [...each, ['aws:tagkeys', names]];
}

/** The question to IAM that one more action is; throws `UnknownCall` for an action that is not known. */
export async function furtherNeed(further: FurtherNeed, place: Place): Promise<Need> {
  const { action, part, tags = {}, context = {}, keys: more = [], via } = further;
  const known = await knownAction(action);
  const rules = rulesOfPrefix(action.split(':')[0] ?? '');
  if (!known || !rules) throw new UnknownCall(`The action ${action}`);
  const resource = part === '*' || part.startsWith('arn:') ? part : arnOf(rules, place, { type: '', part });
  const types = known.resources.filter(({ shape }) => shape.test(resource));
  const ofTypes = types.flatMap(({ conditionKeys, lastingKeys }) => [...conditionKeys, ...lastingKeys]);
  const keys = [...known.conditionKeys, ...ofTypes, ...more].map(asPattern);
  const through: [string, string[]][] =
    via === undefined ? [] : [['kms:viaservice', [`${via}.${place.region}.amazonaws.com`]]];
  const said = [...tagContext(tags), ...Object.entries(context), ...through];
  return { action, resource, keys, context: new Map(said) };
}

/** Handing a role to a service is a right of its own (docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html). */
function rolesHandedOver(operation: Operation, rules: ServiceRules): FurtherNeed[] {
  if (
    rules.prefix === 'iam' ||
    rules.prefix === 'sts' ||
    !/^(Create|Put|Register|Run|Start|Update)/.test(operation.name)
  )
    return [];
  const roles = rolesNamedIn(operation.input);
  return [...new Set(roles)].map((part) => {
    if (!rules.passedTo)
      throw new UnknownCall(`The service that ${operation.name} of ${rules.prefix} hands a role to`);
    return { action: 'iam:PassRole', part, context: { 'iam:passedtoservice': [rules.passedTo(operation)] } };
  });
}

/** The ARNs of roles in parameters that are for a role; anywhere else they are only somebody's data. */
function rolesNamedIn(input: unknown, parameter = ''): string[] {
  if (typeof input === 'string')
    return /role/i.test(parameter) && /^arn:aws:iam::\d+:role\/\S+$/.test(input) ? [input] : [];
  if (typeof input !== 'object' || input === null) return [];
  if (Array.isArray(input)) return input.flatMap((one) => rolesNamedIn(one, parameter));
  return Object.entries(input).flatMap(([name, value]) => rolesNamedIn(value, name));
}
