import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Target } from '../../config/target';
import { labelName } from '../../domain/environment/stack/part-of-stack';
import type { Environment } from '../../domain/environment/environment';
import type { LeaseholdValues } from '../../domain/template/set-values';
import type { SleepRule } from '../../domain/template/sleep-rules';
import type { Schema } from '../../domain/template/json-schema';
import type { Inputs, TemplatePin } from '../../domain/template/template';
import { filledInputs } from '../../bundle/filled-inputs';
import { type BundleManifest, fetchBundle, rootOf, type BundleSource } from '../../bundle/read-bundle';
import { writeFiles } from '../../bundle/write-files';
import { writeRecords } from '../../bundle/vendor/write-records';
import { handOver, type TerraformUser, writeHandedOver } from './handed-over';
import { defaultTagsFile, overrideFile } from './override-file';
import { handOverFiles, makeHome } from './work-layout';
import type { Redaction } from '../../domain/base/redaction';
import { runnerFiles, type Files } from '../../bundle/files';
import type { RootModule } from '../../bundle/root-module';

/** What of a life its work directory depends on. */
export type LifeOfWork = Pick<Environment, 'name' | 'id' | 'tags' | 'lease'> & {
  wanted: Pick<Environment['wanted'], 'sensitive'>;
};

/** What a work directory is made from. */
export interface WorkspaceRequest {
  bundles: BundleSource;
  /** The folder to make; whatever was in it is removed. */
  folder: string;
  environment: LifeOfWork;
  run: string;
  pin: TemplatePin;
  /** As they were given; the bundle's defaults are added. */
  inputs: Inputs;
  /** Whether it is to be asleep, where its template can sleep. */
  asleep?: boolean;
  target: Target;
  redaction: Redaction;
  /** Whose the folders of the template and its modules are. */
  user?: TerraformUser;
}

/** A work directory that Terraform can run in. */
export interface Workspace {
  folder: string;
  /** The root module's folder. */
  root: string;
  module: RootModule;
  /** The values of its variables. */
  variables: Readonly<Record<string, unknown>>;
  /** What sleep changes of it; nothing where it cannot sleep. */
  sleep: readonly SleepRule[];
  /** What the values of its outputs are, by name, as far as the template says it. */
  outputs: Readonly<Record<string, Schema>>;
  /** What the bundle says of itself. */
  manifest: BundleManifest;
  /** The bundle's, by path. */
  files: Files;
  /** Those of them that may be run. */
  executables: ReadonlySet<string>;
}

/** Lays out the pinned bundle with the runner's own two files; from here on, sensitive inputs are known and redacted. */
export async function prepareWorkspace(request: WorkspaceRequest): Promise<Workspace> {
  const { folder, environment, pin, target } = request;
  const bundle = await fetchBundle(request.bundles, pin.bundle);
  const { manifest, files } = bundle;
  const rootPath = rootOf(manifest);
  const module = manifest.module ?? (await inspect(files, rootPath));
  const filled = { ...request, inputs: filledInputs(bundle, request.inputs, leaseholdOf(request)) };
  learnSecrets(module, filled);
  await rm(folder, { recursive: true, force: true });
  await handOverFiles(folder, await writeFiles(folder, bundle), request.user);
  await makeHome(folder, request.user);
  const root = join(folder, rootPath);
  const provider = { target, tags: environment.tags };
  await writeJson(join(root, runnerFiles.override), overrideFile(module, provider), request.user);
  const defaultTags = defaultTagsFile(module, provider);
  if (defaultTags) await writeJson(join(root, runnerFiles.defaultTags), defaultTags, request.user);
  const variables = { ...variablesOf(module, filled), ...awakeOf(module, manifest, request) };
  await writeJson(join(root, runnerFiles.variables), variables, request.user);
  await handOver(await writeRecords(root, manifest.modules), request.user);
  const { sleep = [], outputs = {} } = manifest;
  const { executables } = bundle;
  return { folder, root, module, variables, sleep, outputs, manifest, files, executables };
}

/** A bundle of before says nothing of its root module; the parser is loaded for such alone. */
async function inspect(files: Files, root: string): Promise<RootModule> {
  const { inspectRootModule } = await import('../../bundle/template-files');
  return inspectRootModule(files, root);
}

function learnSecrets({ variables }: RootModule, { inputs, environment, redaction }: WorkspaceRequest): void {
  const names = variables.filter(({ sensitive }) => sensitive).map(({ name }) => name);
  for (const name of [...names, ...(environment.wanted.sensitive ?? [])]) redaction.learn(inputs[name]);
}

/** The inputs, and the reserved variable for what `default_tags` cannot reach, where the template asks for it. */
function variablesOf({ variables }: RootModule, request: WorkspaceRequest): Record<string, unknown> {
  const reserved = variables.some((variable) => variable.name === 'leasehold');
  return { ...request.inputs, ...(reserved ? { leasehold: leaseholdOf(request) } : {}) };
}

/** The variable that says whether it is awake, where the template can sleep and does not set it by itself. */
function awakeOf(
  { variables }: RootModule,
  { sleep, set = {} }: BundleManifest,
  { asleep = false }: WorkspaceRequest,
): { awake?: boolean } {
  const isAsked = variables.some(({ name }) => name === 'awake') && !Object.hasOwn(set, 'awake');
  return sleep && isAsked ? { awake: !asleep } : {};
}

function leaseholdOf({ environment, target, asleep = false }: WorkspaceRequest): LeaseholdValues {
  const { id, tags, lease } = environment;
  const permanent = lease.expiresAt === null;
  const name = labelName(environment.name);
  return { name, id, tags, permissions_boundary: target.permissionsBoundary, permanent, awake: !asleep };
}

/** Inputs may hold secrets, so nobody else on the machine may read the file. */
function writeJson(file: string, value: unknown, user: TerraformUser): Promise<void> {
  return writeHandedOver(file, JSON.stringify(value, null, 2), user);
}
