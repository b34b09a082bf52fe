import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Target } from '../../config/target';
import { parseState } from '../../domain/terraform/state-file';
import type { RunContext } from '../run-context';
import type { Work } from '../state/kept-state';
import { HeldResources, regionOf, type HeldResource } from '../verify/witnesses/held-resources';
import { readHandedOver, writeHandedOver } from './handed-over';
import { overrideFile } from './override-file';
import { runFailure } from '../../domain/environment/run-failure';
import { blockAddress } from '../../domain/terraform/address';
import { isConfiguration, runnerFiles } from '../../bundle/files';
import type { RootModule } from '../../bundle/root-module';

const lockName = '.terraform.lock.hcl';
const awsProvider = /\/hashicorp\/aws$/;

/**
 * Replaces the template in the work directory by the providers of what the state holds, each where its objects are: Terraform
 * then takes all of them for what is to go. The lock file stays, so that each provider is the one that made them. Returns the
 * addresses whose destroy-time provisioners cannot run then. A RunFailure where something held may not be destroyed.
 */
export async function reduceToState(context: RunContext, { keeper, workspace }: Work): Promise<string[]> {
  const held = heldIn(await keeper.localState());
  const skipped = await provisionedAmong(held, context);
  await layOut(held, workspace.root, context);
  return skipped;
}

/** Only the template says what may not go, and Terraform would not hear of it. */
async function provisionedAmong(held: HeldResource[], context: RunContext): Promise<string[]> {
  const { bundles, environment } = context;
  const { readDestroyMarks } = await import('../../bundle/destroy-marks');
  const { bundle } = (environment.applied ?? environment.wanted).template;
  const { prevented, provisioned } = await readDestroyMarks(bundles, bundle);
  const among = (marked: Set<string>) =>
    held.map(({ address }) => address).filter((address) => marked.has(blockAddress(address)));
  const kept = among(prevented);
  if (kept.length === 0) return among(provisioned);
  const reason = `The template does not allow ${kept.join(', ')} to be destroyed (prevent_destroy).`;
  throw runFailure('configuration', reason, kept);
}

async function layOut(held: HeldResource[], root: string, context: RunContext): Promise<void> {
  const { target, environment, terraformUser: user } = context;
  for (const name of await readdir(root)) if (isConfiguration(name)) await rm(join(root, name));
  const module = stateModule(held, target);
  const override = overrideFile(module, { target, tags: environment.tags });
  await writeHandedOver(join(root, 'leasehold.tf.json'), JSON.stringify(module.content, null, 2), user);
  await writeHandedOver(join(root, runnerFiles.override), JSON.stringify(override, null, 2), user);
  const lock = join(root, lockName);
  const text = await readHandedOver(lock).then(String, () => '');
  await writeHandedOver(lock, lockedOnly(text, sourcesOf(held)), user);
}

/** A lock file without the providers that nothing needs any more: a read-only one must hold exactly what is needed. */
export function lockedOnly(lock: string, sources: readonly string[]): string {
  return lock.replace(/^provider "([^"]+)" \{\n[^]*?^\}\n?/gm, (block, source: string) =>
    sources.includes(source) ? block : '',
  );
}

/** The sources of the providers that must be installed for these objects. */
function sourcesOf(held: readonly HeldResource[]): string[] {
  return [...new Set(held.map(({ source }) => source))].filter((source) => !isBuiltIn(source));
}

function heldIn(state: Uint8Array | null): HeldResource[] {
  const held = new HeldResources();
  if (state) held.add(parseState(state));
  return held.all();
}

/** A root module with the providers of these objects and nothing else, and what the runner's override must know of it. */
export function stateModule(
  held: readonly HeldResource[],
  { region: home }: Pick<Target, 'region'>,
): RootModule & { content: Record<string, unknown> } {
  const required = Object.fromEntries(sourcesOf(held).map((source) => [localNameOf(source), { source }]));
  const terraform = { required_providers: required };
  const aws = held.filter(({ source }) => awsProvider.test(source));
  const awsAliases = [...new Set(aws.flatMap(({ alias }) => alias ?? []))];
  const blocks = awsAliases.map((alias) => ({ alias, region: placeOf(alias, aws, home) }));
  const provider = aws.length > 0 && { provider: { aws: [{ region: home }, ...blocks] } };
  const usesAws = aws.length > 0;
  return { usesAws, awsAliases, variables: [], content: { terraform, ...provider } };
}

/** An alias works where its objects are; where none of them says so, at home. */
function placeOf(alias: string, held: readonly HeldResource[], home: string): string {
  const own = held.filter((one) => one.alias === alias);
  return own.map((one) => regionOf(one, home)).find((region) => region !== undefined) ?? home;
}

function isBuiltIn(source: string): boolean {
  return source.startsWith('terraform.io/builtin/');
}

/** A name of its own for each source: two may end alike. */
function localNameOf(source: string): string {
  return awsProvider.test(source) ? 'aws' : source.replace(/^[^/]+\//, '').replace(/[^\w-]/g, '-');
}
