import type { AwsCall, Need } from './read-call';
import { allowing, type Grant } from './role-policies';
import { shared, type Unseen } from './unseen';

/** What the calls of a story prove about the grants of the roles that made them. */
export interface Evidence {
  /** Calls that the role of their caller does not allow, in words. */
  denied: string[];
  /** Grants that no call needed and no list explains, in words. */
  idle: string[];
  /** Entries of the list that explain nothing: their grant does not exist, or was used. */
  stale: string[];
}

interface Use {
  role: string;
  sid: string;
  action: string;
}

/** Holds calls against grants; `roleOf` tells the role behind an access key. */
export function weigh(
  calls: readonly AwsCall[],
  grants: readonly Grant[],
  { roleOf, unseen }: { roleOf: (accessKey: string) => string; unseen: readonly Unseen[] },
): Evidence {
  const denied = new Set<string>();
  const used = new Set<string>();
  for (const { accessKey, operation, needs } of calls)
    for (const need of needs) {
      const role = roleOf(accessKey);
      const allowed = allowing(grants, role, need);
      if (allowed.length === 0) denied.add(deniedText(role, operation, need));
      for (const { sid } of allowed)
        for (const text of marksOf({ role, sid, action: need.action })) used.add(text);
    }
  const granted = grants.flatMap(({ role, sid, actions }) =>
    actions.map((action) => ({ role, sid, action })),
  );
  const isUsed = (use: Use) => marksOf(use).some((text) => used.has(text));
  return {
    denied: [...denied],
    idle: granted.filter((use) => !isUsed(use) && !unseen.some((one) => explains(one, use))).map(textOf),
    stale: unseen
      .filter((one) => !explainsOnlyIdle(one, granted, isUsed))
      .map(({ role, sid }) => `${role} ${sid}`),
  };
}

function deniedText(role: string, operation: string, { action, resource, leadingKeys }: Need): string {
  return [role, operation, 'needs', action, 'on', resource, ...leadingKeys].join(' ');
}

/** A shared statement is used by all when it is used by one. */
function marksOf({ role, sid, action }: Use): string[] {
  const isShared = role.endsWith('-function') && shared.includes(sid);
  return isShared ? [`${sid} ${action}`] : [textOf({ role, sid, action })];
}

function textOf({ role, sid, action }: Use): string {
  return `${role} ${sid} ${action}`;
}

function explains({ role, sid, actions }: Unseen, use: Use): boolean {
  const named = new RegExp(`^${role.replaceAll('*', '.*')}$`);
  return named.test(use.role) && sid === use.sid && actions.includes(use.action);
}

function explainsOnlyIdle(one: Unseen, granted: readonly Use[], isUsed: (use: Use) => boolean): boolean {
  const explained = granted.filter((use) => explains(one, use));
  const actions = new Set(explained.map(({ action }) => action));
  return actions.size === one.actions.length && !explained.some(isUsed);
}
