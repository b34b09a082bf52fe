import { judgeAssumption } from '../iam/assume-role';
import { conditionKeysOf } from '../iam/condition-keys';
import { judge, type PolicySet, type Verdict } from '../iam/evaluate-policies';
import type { Statement } from '../iam/policy-document';
import type { Context } from '../iam/question';
import { refusalMessage } from '../iam/refusal-message';
import type { Call } from '../front/call';
import type { Ask } from './ask';
import { callerOf } from './caller';
import type { Holder, KeyRing } from './key-ring';
import { type Need, needsOf, type Place } from './needs';
import { readOperation, rulesFor } from './read-operation';
import type { RememberedPaths } from './remembered-paths';
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
  paths: RememberedPaths;
  ask: Ask;
}

/** A call, who made it, what IAM asks for it, and why it is refused, if it is. */
export interface JudgedCall {
  holder: Holder | undefined;
  /** That the call is signed for. */
  region: string;
  /** The prefix of the service's actions. */
  service: string;
  operation: Operation;
  needs: Need[];
  refusal: Refusal | null;
}

/** Judges a call as IAM does before its service sees it; throws `UnknownCall` where that cannot be done. */
export async function judgeCall(call: Call, bench: Bench): Promise<JudgedCall> {
  const { holder, refusal, region } = await callerOf(call, bench.keys);
  if (refusal || holder.kind === 'owner') return { holder, refusal, region, ...whatIsAsked(call), needs: [] };
  const rules = rulesFor(call);
  const operation = readOperation(call, rules);
  const whole = (await rules.completed?.(operation, bench.paths.ask)) ?? operation;
  const place = { region, account: bench.account };
  const needs = await needsOf(whole, rules, place);
  const judged = { holder, region, service: rules.prefix, operation, needs };
  return { ...judged, refusal: await firstRefusal(needs, holder, { bench, place }) };
}

/** What is known of a call that nobody needs to judge. */
function whatIsAsked(call: Call): Pick<JudgedCall, 'service' | 'operation'> {
  try {
    const rules = rulesFor(call);
    return { service: rules.prefix, operation: readOperation(call, rules) };
  } catch (error) {
    if (!(error instanceof UnknownCall)) throw error;
    return { service: '', operation: { name: '', input: {} } };
  }
}

/** Every question must be allowed; the first that is not is what AWS names. */
export async function firstRefusal(
  needs: Need[],
  holder: Asking,
  at: { bench: Bench; place: Place },
): Promise<Refusal | null> {
  const policies = await policiesOf(holder);
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

async function policiesOf(holder: Asking): Promise<PolicySet> {
  if (holder.kind === 'granted') return { identity: [...holder.statements], boundary: null };
  return { ...(await holder.roles.of(holder.role)), session: holder.policy };
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
