import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runnerFiles } from '../../../bundle/files';
import { stateFile, type Terraform } from '../../../bundle/terraform/terraform';
import { writeExact } from '../../../domain/base/exact-json';
import { handOver, readHandedOver, writeHandedOver } from '../../terraform/handed-over';
import { isRecord } from './record';

/** An object that the provider is to look up by what is known of it. */
export interface Probe {
  /** A word of letters and digits, unique among those asked together. */
  key: string;
  type: string;
  region: string;
  schemaVersion: number;
  attributes: Record<string, unknown>;
  sensitive?: unknown[];
  private?: string | undefined;
}

/** A data source that the provider is to read. */
export interface DataQuery {
  key: string;
  type: string;
  arguments: Record<string, unknown>;
}

/** What one scratch folder is to ask of the provider. */
export interface Questions {
  probes: Probe[];
  queries: DataQuery[];
}

type ProviderBlock = Record<string, unknown>;

const providerName = 'aws';

/**
 * Runs `task` on a Terraform in a folder of its own beside the life's workspace: the same provider binaries and the
 * same provider configuration, a state that holds the probes, no backend. It holds secrets and is removed at the end.
 */
export async function inScratchFolder<Result>(
  workspace: Terraform,
  questions: Questions,
  task: (folder: string) => Promise<Result>,
): Promise<Result> {
  const { folder: root, user } = workspace.options;
  // What is beside the workspace is the runner's, so that nothing there can lead it elsewhere.
  const folder = await mkdtemp(join(dirname(root), '.scratch-'));
  try {
    const source = await providerSource(root);
    await mkdir(join(folder, '.terraform'));
    await symlink(join(root, '.terraform', 'providers'), join(folder, '.terraform', 'providers'));
    await writeHandedOver(lockFile(folder), await readHandedOver(lockFile(root)), user);
    const base = (await baseProvider(root)) ?? {};
    const main = writeExact(configuration(base, source, questions));
    await writeHandedOver(join(folder, 'main.tf.json'), main, user);
    await writeHandedOver(join(folder, stateFile), writeExact(stateOf(base, source, questions)), user);
    await handOver([join(folder, '.terraform'), folder], user);
    return await task(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether the workspace has an AWS provider at all; a template of Terraform's own built-ins has none. */
export async function hasProvider(workspace: Terraform): Promise<boolean> {
  const { folder } = workspace.options;
  return (await readLock(folder)) !== undefined && (await baseProvider(folder)) !== undefined;
}

/** The source address of the AWS provider that the workspace's lock file pins. */
export async function providerSource(root: string): Promise<string> {
  return (await readLock(root)) ?? 'registry.terraform.io/hashicorp/aws';
}

async function readLock(root: string): Promise<string | undefined> {
  const text = await readHandedOver(lockFile(root)).then(String, () => '');
  return /^provider "([^"]+\/hashicorp\/aws)"/m.exec(text)?.[1];
}

function configuration(base: ProviderBlock, source: string, { probes, queries }: Questions) {
  const others = new Set(probes.map(({ region }) => region).filter((region) => region !== base['region']));
  const aliased = [...others].map((region) => ({ ...base, region, alias: region }));
  const data: Record<string, Record<string, unknown>> = {};
  for (const { key, type, arguments: given } of queries) (data[type] ??= {})[key] = given;
  return {
    terraform: { required_providers: { [providerName]: { source } } },
    provider: { [providerName]: [base, ...aliased] },
    ...(queries.length === 0 ? {} : { data }),
  };
}

/** The default provider's block of the workspace's override file; the runner wrote it, with region and role. */
async function baseProvider(root: string): Promise<ProviderBlock | undefined> {
  const text = await readHandedOver(join(root, runnerFiles.override));
  const override: unknown = JSON.parse(String(text));
  const provider = isRecord(override) ? override['provider'] : undefined;
  const blocks: unknown = isRecord(provider) ? provider[providerName] : undefined;
  const list: unknown[] = Array.isArray(blocks) ? blocks : [blocks];
  return list.filter(isRecord).find((block) => block['alias'] === undefined);
}

function stateOf(base: ProviderBlock, source: string, { probes }: Questions) {
  const resources = probes.map((probe) => {
    const alias = probe.region === base['region'] ? '' : `.${probe.region}`;
    return stateResource(`provider["${source}"]${alias}`, probe);
  });
  return {
    version: 4,
    terraform_version: '1.11.0',
    serial: 1,
    lineage: randomUUID(),
    outputs: {},
    resources,
  };
}

function stateResource(provider: string, probe: Probe) {
  const instance = {
    schema_version: probe.schemaVersion,
    attributes: probe.attributes,
    sensitive_attributes: probe.sensitive ?? [],
    ...(probe.private === undefined ? {} : { private: probe.private }),
  };
  return { mode: 'managed', type: probe.type, name: probe.key, provider, instances: [instance] };
}

function lockFile(folder: string): string {
  return join(folder, '.terraform.lock.hcl');
}
