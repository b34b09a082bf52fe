import { join } from 'node:path';
import { runnerFiles } from '../../bundle/files';
import { counted } from '../../domain/base/counted';
import type { ImportedObject } from '../../domain/environment/adopt/imported-object';
import { runFailure } from '../../domain/environment/run-failure';
import type { PlanJson } from '../../domain/terraform/plan-json';
import type { RunContext } from '../run-context';
import { writeHandedOver } from '../terraform/handed-over';
import type { Workspace } from '../terraform/workspace';
import { refuseUnhanded } from './adopted-state';
import { actionOf } from './plan-reader';

/** Has the plan take in what was asked for, by a file of its own beside the template's. */
export async function writeImports(
  { root }: Pick<Workspace, 'root'>,
  { environment: { wanted }, terraformUser }: Pick<RunContext, 'environment' | 'terraformUser'>,
): Promise<void> {
  const { imports } = wanted;
  if (!imports) return;
  const blocks = imports.map(({ address, id }) => ({ to: address, id: untouched(id) }));
  await writeHandedOver(join(root, runnerFiles.imports), JSON.stringify({ import: blocks }), terraformUser);
}

/** A text of Terraform's JSON may be a template; an id is none. */
function untouched(id: string): string {
  return id.replace(/[$%](?=\{)/g, (sign) => sign + sign);
}

/** A RunFailure where the plan takes in something else than was asked for, ends anything, or takes in what its owner has not handed over. */
export function refuseImports(
  { resource_changes: changes }: PlanJson,
  { environment }: Pick<RunContext, 'environment'>,
): void {
  const { wanted, applied } = environment;
  if (!wanted.imports) return;
  const ended = changes.filter(
    ({ mode, change }) =>
      mode === 'managed' && ['delete', 'replace', 'forget'].includes(actionOf(change.actions)),
  );
  if (ended.length > 0)
    throw refused(
      `The import would delete or replace ${counted(ended.length, 'resource')}: ${ended.map(({ address }) => address).join(', ')}.`,
      ended.map(({ address }) => address),
    );
  const taken = changes.filter(({ change }) => !!change.importing);
  const missing = wanted.imports.filter((one) => !taken.some(({ address }) => address === one.address));
  const held = missing.filter((one) => !isAsApplied(one, applied?.imports));
  if (held.length > 0)
    throw refused(
      `${held.map(({ address }) => address).join(', ')} is in the state already, so nothing can be imported to it.`,
      held.map(({ address }) => address),
    );
  refuseUnhanded(taken, environment);
}

/** A run that died after it took it in is tried again. */
function isAsApplied({ address, id }: ImportedObject, applied: readonly ImportedObject[] = []): boolean {
  return applied.some((one) => one.address === address && one.id === id);
}

function refused(what: string, addresses: string[]) {
  return runFailure('configuration', `${what} Nothing was changed.`, addresses);
}
