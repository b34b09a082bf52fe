import type { PlanJson, ResourceChange } from '../../../src/domain/terraform/plan-json';

/**
 * What of a plan before does not hold in the exact one, line by line: an address or an action that is another, but for updates and reads
 * that fell away, and a value that was shown and is another. It is written apart from the rule that it is to prove.
 */
export function notHeld(before: PlanJson, exact: PlanJson): string[] {
  const found = new Map(exact.resource_changes.map((one) => [one.address, one]));
  const shown = new Set(before.resource_changes.map(({ address }) => address));
  const strange = exact.resource_changes.filter(
    ({ address, change }) => !shown.has(address) && !change.actions.includes('no-op'),
  );
  return [
    ...strange.map(({ address }) => `${address} was not shown`),
    ...before.resource_changes.flatMap((one) => heldIn(one, found.get(one.address))),
    ...Object.entries(before.output_changes).flatMap(([name, { after, after_unknown: unknown }]) =>
      sameValues(`output.${name}`, { after, unknown }, exact.output_changes[name]?.after),
    ),
  ];
}

function heldIn({ address, mode, change }: ResourceChange, now: ResourceChange | undefined): string[] {
  if (now === undefined) return mode === 'data' ? [] : [`${address} is gone`];
  const [was, is] = [change.actions.join(), now.change.actions.join()];
  if (is === 'no-op' && (was === 'update' || was === 'read')) return [];
  if (was !== is) return [`${address}: ${was} became ${is}`];
  return sameValues(address, { after: change.after, unknown: change.after_unknown }, now.change.after);
}

function sameValues(
  at: string,
  { after, unknown }: { after: unknown; unknown: unknown },
  now: unknown,
): string[] {
  if (unknown === true) return [];
  if (!isTree(after))
    return JSON.stringify(after ?? null) === JSON.stringify(now ?? null)
      ? []
      : [`${at}: ${JSON.stringify(after)} became ${JSON.stringify(now)}`];
  if (!isTree(now)) return [`${at}: ${JSON.stringify(after)} became ${JSON.stringify(now)}`];
  const masks = isTree(unknown) ? unknown : {};
  const length =
    Array.isArray(after) && Array.isArray(now) && after.length !== now.length
      ? [`${at}: another length`]
      : [];
  return length.concat(
    Object.keys(after).flatMap((key) =>
      sameValues(`${at}.${key}`, { after: after[key], unknown: masks[key] }, now[key]),
    ),
  );
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
