import { counted } from '../../base/counted';
import { formatTtl, parseTtl } from '../../lease';
import type { Stacks } from '../compare-stacks';
import type { StackDraft } from '../draft-stack';
import { hintFor } from '../hint';
import { describePlace, type FilePlace, problemAt, type Problems } from '../place';
import type { StackWithComponents } from '../render-resolved';
import type { Component } from '../resolve-component';

/** What the control plane says of targets and of what its caller may have at once. */
export interface PlaneFacts {
  targets: readonly {
    name: string;
    region: string;
    templates: readonly string[];
    closed?: string | undefined;
  }[];
  /** How many environments the caller may have at once; absent where that is not limited. */
  mostEnvironments?: number | undefined;
}

/** Refuses stacks that say different things of one target, and leases that a template does not allow. */
export function checkPlacement(stacks: Stacks, problems: Problems): void {
  const seen = new Map<string, StackDraft>();
  for (const { draft, components } of stacks.values()) {
    const target = draft.heads.target?.value;
    if (target !== undefined) {
      const first = seen.get(target) ?? draft;
      seen.set(target, first);
      for (const name of ['account', 'region'] as const)
        compareHead(name, { draft, first, target }, problems);
    }
    for (const one of components.values()) checkLease(one, draft, problems);
  }
}

function compareHead(
  name: 'account' | 'region',
  { draft, first, target }: { draft: StackDraft; first: StackDraft; target: string },
  problems: Problems,
): void {
  const [one, other] = [draft.heads[name], first.heads[name]];
  if (one === undefined || other === undefined || one.value === other.value) return;
  problems.push(
    problemAt(
      one.at,
      `the target ${target} cannot be in ${name} ${one.value}: the stack ${first.name} has it in ${other.value} (${describePlace(other.at)}); a target is one account and region`,
    ),
  );
}

function checkLease({ template, draft, lease }: Component, stack: StackDraft, problems: Problems): void {
  if (template === undefined || lease === undefined || !draft.enabled) return;
  const at = draft.lease?.at ?? stack.heads.lease?.at ?? draft.at;
  const title = `${draft.name} (${template.name} ${template.version})`;
  const hint = `write lease: for the component, ${template.lease.max} at most`;
  if (lease === 'permanent') {
    if (!template.lease.permanent) problems.push(problemAt(at, `${title} cannot be permanent; ${hint}`));
    return;
  }
  const [wanted, most] = [ttlOf(lease), parseTtl(template.lease.max)];
  if (wanted !== undefined && wanted > most)
    problems.push(problemAt(at, `${title} cannot live for ${formatTtl(wanted)}; ${hint}`));
}

/** What is not a time was refused where it is written. */
function ttlOf(text: string): number | undefined {
  try {
    return parseTtl(text);
  } catch {
    return undefined;
  }
}

/** Refuses what the control plane would: unknown and closed targets, other regions, templates that a target does not take, more than the quota. */
export function checkAgainstPlane(stacks: Stacks, facts: PlaneFacts, problems: Problems): void {
  for (const stack of stacks.values()) {
    checkRegion(stack.draft, facts, problems);
    checkQuota(stack, facts, problems);
    for (const one of stack.components.values())
      if (one.draft.enabled) checkTarget(one, stack.draft, { facts, problems });
  }
}

function checkRegion(
  { heads: { target, region } }: StackDraft,
  { targets }: PlaneFacts,
  problems: Problems,
): void {
  const found = targets.find(({ name }) => name === target?.value);
  if (target === undefined || region === undefined || found === undefined || found.region === region.value)
    return;
  problems.push(
    problemAt(
      region.at,
      `the target ${found.name} (${describePlace(target.at)}) is in ${found.region}, not in ${region.value}; write region: ${found.region}, or name another target`,
    ),
  );
}

function checkQuota(
  { draft, components }: StackWithComponents,
  { mostEnvironments }: PlaneFacts,
  problems: Problems,
): void {
  const count = [...components.values()].filter((one) => one.draft.enabled).length;
  if (mostEnvironments === undefined || count <= mostEnvironments) return;
  problems.push(
    problemAt(
      draft.at,
      `the stack has ${counted(count, 'component')}, and you may have ${counted(mostEnvironments, 'environment')} at once (idp quotas); turn some off, or ask an administrator for more`,
    ),
  );
}

function checkTarget(
  { draft, target }: Component,
  stack: StackDraft,
  { facts: { targets }, problems }: { facts: PlaneFacts; problems: Problems },
): void {
  if (target === undefined) return;
  const at: FilePlace = draft.target?.at ?? stack.heads.target?.at ?? draft.at;
  const found = targets.find(({ name }) => name === target);
  const names = targets.map(({ name }) => name);
  if (found === undefined)
    return void problems.push(problemAt(at, `there is no target '${target}': ${hintFor(target, names)}`));
  if (found.closed !== undefined)
    return void problems.push(problemAt(at, `you may not use the target: ${found.closed}`));
  const template = draft.template?.name;
  if (template !== undefined && !found.templates.includes(template))
    problems.push(
      problemAt(
        at,
        `the target ${target} does not take the template ${template} of ${draft.name} from you; it takes ${found.templates.join(', ') || 'none'}`,
      ),
    );
}
