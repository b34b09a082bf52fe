import { judgeAssumption } from '../iam/assume-role';
import { conditionKeysOf } from '../iam/condition-keys';
import { judge, type PolicySet, type Verdict } from '../iam/evaluate-policies';
import type { Statement } from '../iam/policy-document';
import type { Context } from '../iam/question';
import { refusalMessage } from '../iam/refusal-message';
import type { Call } from '../target-front/correction';
import type { Ask } from './ask';
import type { Holder, KeyRing } from './key-ring';
import { type Need, needsOf, type Place } from './needs';
import { readOperation, rulesFor } from './read-operation';
import type { Refusal } from './refusal';
import { contextFor } from './request-context';
import type { ResourceTags } from './resource-tags';
import type { RolePolicies } from './role-policies';
import type { Operation } from './service-rules';
import { UnknownCall } from './unknown-call';

/** What calls are judged by. */
export interface Bench {
  account: string;
  keys: KeyRing;
  roles: RolePolicies;
  tags: ResourceTags;
  ask: Ask;
}

/** A call, who made it, what IAM asks for it, and why it is refused, if it is. */
export interface JudgedCall {
  holder: Holder | undefined;
  /** The prefix of the service's actions. */
  service: string;
  operation: Operation;
  needs: Need[];
  refusal: Refusal | null;
}

/** Judges a call as IAM does before its service sees it; throws `UnknownCall` where that cannot be done. */
export async function judgeCall(call: Call, bench: Bench): Promise<JudgedCall> {
  const { accessKeyId, region } = scopeOf(call);
  const holder = bench.keys.holderOf(accessKeyId);
  if (holder?.kind === 'owner') return ownersCall(call, holder);
  const rules = rulesFor(call);
  const judged = { holder, service: rules.prefix, operation: readOperation(call, rules), needs: [] };
  if (!holder) return { ...judged, refusal: stranger };
  const operation = (await rules.completed?.(judged.operation, bench.ask)) ?? judged.operation;
  const place = { region, account: bench.account };
  const needs = await needsOf(operation, rules, place);
  return { ...judged, needs, refusal: await firstRefusal(needs, holder, { bench, place }) };
}

/** The owner may do what nobody here can judge. */
function ownersCall(call: Call, holder: Holder): JudgedCall {
  const judged = { holder, needs: [], refusal: null };
  try {
    const rules = rulesFor(call);
    return { ...judged, service: rules.prefix, operation: readOperation(call, rules) };
  } catch (error) {
    if (!(error instanceof UnknownCall)) throw error;
    return { ...judged, service: '', operation: { name: '', input: {} } };
  }
}

const stranger: Refusal = {
  kind: 'stranger',
  message: 'The security token included in the request is invalid.',
};

function scopeOf({ headers }: Call): { accessKeyId: string; region: string } {
  const [, accessKeyId = '', region = ''] =
    /Credential=([^/\s]+)\/\d+\/([^/\s]+)\//.exec(headers.authorization ?? '') ?? [];
  return { accessKeyId, region };
}

/** Every question must be allowed; the first that is not is what AWS names. */
async function firstRefusal(
  needs: Need[],
  holder: Asking,
  at: { bench: Bench; place: Place },
): Promise<Refusal | null> {
  const policies = await policiesOf(holder, at.bench);
  for (const need of needs) {
    const refusal = await refusalOf(need, { holder, policies, ...at });
    if (refusal) return refusal;
  }
  return null;
}

type Asking = Exclude<Holder, { kind: 'owner' }>;

interface Asked {
  holder: Asking;
  policies: PolicySet;
  bench: Bench;
  place: Place;
}

async function policiesOf(holder: Asking, { roles }: Bench): Promise<PolicySet> {
  if (holder.kind === 'granted') return { identity: [...holder.statements], boundary: null };
  return { ...(await roles.of(holder.role)), session: holder.policy };
}

async function refusalOf(need: Need, asked: Asked): Promise<Refusal | null> {
  const { principal } = asked.holder;
  const verdict = await verdictOn(need, asked);
  if (verdict.decision === 'allowed') return null;
  return { kind: 'denied', message: refusalMessage(principal, need, verdict) };
}

async function verdictOn(need: Need, asked: Asked): Promise<Verdict> {
  const { action, resource } = need;
  const { holder, policies, bench } = asked;
  if (!isAssumption(action))
    return judge(policies, { action, resource, context: await contextOf(need, asked) });
  const trust = await bench.roles.trustOf(resource);
  const context = await contextOf(need, asked, trust);
  return judgeAssumption({ action, role: resource, trust, principal: holder.principal, policies, context });
}

function isAssumption(action: string): boolean {
  return /^sts:(AssumeRole|TagSession|SetSourceIdentity)/.test(action);
}

/** Only what the policies look at is looked up. */
function contextOf(need: Need, asked: Asked, trust: readonly Statement[] = []): Promise<Context> {
  const { holder, policies, bench, place } = asked;
  const { identity, boundary, session } = policies;
  const statements = [identity, boundary ?? [], session ?? [], trust].flat();
  const wanted = conditionKeysOf(statements, need.action);
  const tagsOf = (arn: string) => bench.tags.of(arn);
  return contextFor(need, wanted, { asker: holder.principal, place, ask: bench.ask, tagsOf });
}
