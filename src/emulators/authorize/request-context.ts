import type { Principal } from '../iam/principal';
import type { Context } from '../iam/question';
import type { Ask } from './ask';
import type { Need, Place } from './needs';
import { rulesOfPrefix } from './services/index';
import type { ServiceRules } from './service-rules';
import { UnknownCall } from './unknown-call';

/** What a context is made from besides the call: who asks, where, and the emulator to look things up in. */
export interface ContextSources {
  asker: Principal;
  place: Place;
  tagsOf: (arn: string) => Promise<Record<string, string>>;
  ask: Ask;
}

const ofResource = /^(?:aws|ec2|secretsmanager|elasticloadbalancing|rds):resourcetag\/(.+)$/;
const ofRequest = /^aws:(?:requesttag\/.+|tagkeys)$/;

/**
 * The context of a need: what the request says, and of what must be looked up, the keys that are `wanted` (in lower case).
 * Throws `UnknownCall` for a key that IAM knows for the action and nobody here can tell the value of.
 */
export async function contextFor(need: Need, wanted: string[], sources: ContextSources): Promise<Context> {
  const context = new Map<string, readonly string[]>([...globalKeys(sources), ...need.context]);
  for (const key of wanted) {
    if (context.has(key)) continue;
    const values = await valuesOf(key, need, sources);
    if (values.length > 0) context.set(key, values);
  }
  return context;
}

function globalKeys({ asker, place }: ContextSources): [string, string[]][] {
  return [
    ['aws:requestedregion', [place.region]],
    ['aws:principalarn', [asker.arn]],
    ['aws:principalaccount', [asker.account]],
    ['aws:currenttime', [new Date().toISOString()]],
    // An SDK speaks TLS with AWS itself.
    ['aws:securetransport', ['true']],
  ];
}

async function valuesOf(key: string, need: Need, sources: ContextSources): Promise<string[]> {
  const rules = rulesOfPrefix(need.action.split(':')[0] ?? '');
  if (!rules || ofRequest.test(key) || !isKnownFor(need, key)) return [];
  const [, tag] = ofResource.exec(key) ?? [];
  if (tag !== undefined) return valueOfTag(tag, await sources.tagsOf(need.resource));
  if (rules.lookedUp?.[key]) return lookUp(rules, key, { need, sources });
  if (rules.context?.[key]) return [];
  throw new UnknownCall(`The condition key ${key} of ${need.action}`);
}

function isKnownFor({ keys }: Need, key: string): boolean {
  return keys.some((known) => known === key || (known.endsWith('*') && key.startsWith(known.slice(0, -1))));
}

function valueOfTag(key: string, tags: Record<string, string>): string[] {
  return Object.entries(tags)
    .filter(([name]) => name.toLowerCase() === key)
    .map(([, value]) => value);
}

/** What a call makes has nothing to look up. */
async function lookUp(
  rules: ServiceRules,
  key: string,
  { need, sources }: { need: Need; sources: ContextSources },
): Promise<string[]> {
  const isMade = /:Create/.test(need.action);
  return isMade ? [] : ((await rules.lookedUp?.[key]?.(need.resource, sources.ask)) ?? []);
}
