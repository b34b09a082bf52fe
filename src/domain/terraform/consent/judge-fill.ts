import { canonicalJson } from '../../base/canonical-json';
import type { ExactJson } from '../../base/exact-json';
import { guardOf, isArn, isIdOrArn, isNetworkElsewhere, isWideOpen, mayBeFilled } from './guards';
import { compareShown } from './compare-shown';
import { isSame, leavesOf, type Shown } from './shown-value';

/** Where a value was filled in that was not known when the plan was shown. */
export interface Fill {
  type: string;
  path: string;
  now: Shown;
  /** What stands there already, of an object that exists. */
  before: Shown;
}

/** What fills are judged with. */
export interface Evidence {
  /** Every text in the outputs that the pending inputs have become. */
  produced: ReadonlySet<string>;
  /** What a policy at a path is written from, where that was shown. */
  outline: Shown | undefined;
  /** Texts of the policy documents whose statements were shown, and are what was shown. */
  documents: ReadonlySet<string>;
}

/** Why a value that was filled in asks for another yes; undefined where it does not. */
export function refusedFill({ type, path, now, before }: Fill, evidence: Evidence): string | undefined {
  if (isSame(now, before)) return undefined;
  const guard = guardOf(type, path);
  if (guard === 'policy') return refusedPolicy(now, evidence);
  if (guard === 'outputs-only')
    return leavesOf(now).every((leaf) => isProduced(leaf, evidence.produced))
      ? undefined
      : 'it says who may reach what, and is more than an output of a producer';
  return refusedText(path, now, evidence) ?? refusedValue(path, now, evidence);
}

function refusedValue(path: string, now: Shown, evidence: Evidence): string | undefined {
  return leavesOf(now)
    .map((leaf) => refusedLeaf(path, leaf, evidence))
    .find((why) => why !== undefined);
}

/** A JSON text of which was shown what it is written from: the containers of a task, a state machine. */
function refusedText(path: string, now: Shown, evidence: Evidence): string | undefined {
  const written = writtenIn(now);
  if (evidence.outline === undefined || written === undefined) return undefined;
  const { differences, fills } = compareShown(evidence.outline, written, { path: '', isSet: () => false });
  const [difference] = differences;
  if (difference) return `it differs at ${difference.path} from what was shown`;
  return fills.map((fill) => refusedValue(path, fill.now, evidence)).find((why) => why !== undefined);
}

/** Anywhere: what opens everything, and a policy in a place that is not known to hold one. */
function refusedLeaf(path: string, leaf: Shown, evidence: Evidence): string | undefined {
  if (leaf.is !== 'known') return undefined;
  if (typeof leaf.value === 'boolean') return 'it is a switch, and its value was not shown';
  if (typeof leaf.value !== 'string') return undefined;
  if (isWideOpen(leaf.value)) return 'it opens everything';
  if (isNetworkElsewhere(path, leaf.value)) return 'it names a network that was not shown';
  return isStatement(policyIn(leaf.value)) ? refusedPolicy(leaf, evidence) : undefined;
}

/** A policy is covered where its form was shown, and nothing but outputs of producers was put into it. */
function refusedPolicy(now: Shown, { produced, outline, documents }: Evidence): string | undefined {
  const policy = writtenIn(now);
  if (policy === undefined) return 'what it allows was not shown';
  if (documents.has(canonicalJson(policy.value))) return undefined;
  if (outline === undefined) return 'what it allows was not shown';
  const { differences, fills } = compareShown(outline, policy, { path: '', isSet: () => false });
  const [difference] = differences;
  if (difference) return `it differs at ${difference.path} from what was shown`;
  const strange = fills.find((fill) => !fitsPolicy(fill, produced));
  return strange && `${strange.path} is more than an output of a producer`;
}

/** What a JSON text says. */
function writtenIn(now: Shown): Extract<Shown, { is: 'known' }> | undefined {
  const value = now.is === 'known' && typeof now.value === 'string' ? policyIn(now.value) : undefined;
  return value === undefined ? undefined : { is: 'known', value };
}

/** A document as JSON in one writing; undefined where it is none. */
export function policyIn(text: string): ExactJson | undefined {
  try {
    const read = JSON.parse(text) as ExactJson;
    return typeof read === 'object' && read !== null ? read : undefined;
  } catch {
    return undefined;
  }
}

function isStatement(policy: ExactJson | undefined): boolean {
  return typeof policy === 'object' && policy !== null && 'Statement' in policy;
}

function isProduced(leaf: Shown, produced: ReadonlySet<string>): boolean {
  if (leaf.is === 'unknown') return true;
  return (
    leaf.is === 'known' && typeof leaf.value === 'string' && isIdOrArn(leaf.value) && produced.has(leaf.value)
  );
}

/** Whether what was filled in at a place of a policy is what producers put out, or lies below it. */
export function fitsPolicy(
  { path, now }: { path: string; now: Shown },
  produced: ReadonlySet<string>,
): boolean {
  return mayBeFilled(path) && leavesOf(now).every((leaf) => isWithin(leaf, produced));
}

/** An output itself, or what lies below the object that it names: no other object's ARN begins so. */
function isWithin(leaf: Shown, produced: ReadonlySet<string>): boolean {
  if (isProduced(leaf, produced)) return true;
  if (leaf.is !== 'known' || typeof leaf.value !== 'string') return false;
  const { value } = leaf;
  return [...produced].some(
    (one) => isArn(one) && (value.startsWith(`${one}/`) || value.startsWith(`${one}:`)),
  );
}
