import { mkdir, rename, rm } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { rootOf } from '../../bundle/read-bundle';
import { runnerFiles } from '../../bundle/files';
import type { PendingInputs } from '../../bundle/preview/generated-root';
import { type LaidComponent, layComponent } from '../../bundle/preview/lay-component';
import { componentFolder } from '../../bundle/preview/module-records';
import { stateFile } from '../../bundle/terraform/terraform';
import { writeRecords } from '../../bundle/vendor/write-records';
import { parseExact, writeExact } from '../../domain/base/exact-json';
import { runFailure } from '../../domain/environment/run-failure';
import { stateAsChild } from '../../domain/terraform/preview/state-as-child';
import { parseState } from '../../domain/terraform/state-file';
import { handOver, readHandedOver, type TerraformUser, writeHandedOver } from '../terraform/handed-over';
import type { Workspace } from '../terraform/workspace';

/** What a component is laid out with as the child of a generated root. */
export interface ComponentLayout {
  pending: PendingInputs;
  /** The state that it has now; null where it does not exist. */
  state: Uint8Array | null;
  user: TerraformUser;
}

/** Turns a work folder whose root module is a component into one whose root calls it; nothing of it has run yet. */
export async function writeComponent(workspace: Workspace, layout: ComponentLayout): Promise<LaidComponent> {
  const { folder, root, files, manifest } = workspace;
  const { pending, user } = layout;
  refuseUnknown(workspace, pending);
  const values = await readJson(join(root, runnerFiles.variables));
  const given = Object.keys(values).filter((name) => !Object.hasOwn(pending, name));
  const place = { files, root: rootOf(manifest), modules: manifest.modules };
  const laid = await layComponent({ ...place, pending, given });
  await moveOwn(workspace, laid, user);
  for (const [path, text] of laid.texts) await writeHandedOver(join(folder, path), text, user);
  const known = Object.fromEntries(given.map((name) => [name, values[name]]));
  await writeHandedOver(join(root, runnerFiles.variables), writeExact(known), user);
  await handOver(await writeRecords(root, laid.records), user);
  if (layout.state) await writeHandedOver(join(root, stateFile), childState(layout.state, laid), user);
  return laid;
}

/** The files of the root module's own configuration, those of the runner too, go to the folder of the child. */
async function moveOwn({ folder, root }: Workspace, laid: LaidComponent, user: TerraformUser): Promise<void> {
  const child = join(root, componentFolder);
  await mkdir(child, { recursive: true });
  await handOver([child], user);
  for (const path of laid.moved) await rm(join(folder, path));
  await rename(join(root, runnerFiles.defaultTags), join(child, runnerFiles.defaultTags)).catch(unlessAbsent);
  const override = await readJson(join(root, runnerFiles.override));
  await rm(join(root, runnerFiles.override));
  const written = JSON.stringify(childOverride(override, laid), null, 2);
  await writeHandedOver(join(child, runnerFiles.override), written, user);
}

/** A child's backend means nothing, and Terraform says so at length; only what the template has itself must be overridden. */
function childOverride(
  { terraform, ...others }: Record<string, unknown>,
  { blocks }: LaidComponent,
): Record<string, unknown> {
  const own = blocks.filter(({ type }) => type === 'terraform').flatMap(({ body }) => Object.keys(body));
  return own.includes('backend') || own.includes('cloud') ? { terraform, ...others } : others;
}

function unlessAbsent(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

async function readJson(file: string): Promise<Record<string, unknown>> {
  const bytes = await readHandedOver(file);
  return parseExact(bytes.toString()) as Record<string, unknown>;
}

/** A RunFailure where a reference is given for what nobody may give. */
function refuseUnknown({ module, manifest }: Workspace, pending: PendingInputs): void {
  const fixed = ['leasehold', 'awake', ...Object.keys(manifest.set ?? {})];
  const names = module.variables.map(({ name }) => name).filter((name) => !fixed.includes(name));
  const unknown = Object.keys(pending).filter((name) => !names.includes(name));
  if (unknown.length === 0) return;
  const reason = `${manifest.template} ${manifest.version} has no input ${unknown.map((name) => `'${name}'`).join(', ')}, to which ${unknown.map((name) => pending[name]).join(', ')} is given; remove the reference, or name one of: ${names.join(', ')}.`;
  throw runFailure('configuration', reason);
}

function childState(state: Uint8Array, { providers }: LaidComponent): string {
  return writeExact(stateAsChild(parseState(state), providers));
}

/** The folder of a workspace's root module within the bundle. */
export function rootPathOf({ manifest }: Workspace): string {
  return posix.normalize(rootOf(manifest));
}
