import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import * as z from 'zod';
import { inheritedEnvironment } from '../../config/machine';
import { Redaction } from '../../domain/base/redaction';
import { RunFailure } from '../../domain/environment/run-failure';
import type { PackedBundle } from '../../domain/template/template';
import type { Diagnostic } from '../../domain/terraform/message';
import { hasProvider } from '../../tools/has-provider';
import { writeTerraformConfig } from '../../tools/terraform-config';
import type { Files } from '../files';
import { type Bundle, fetchBundle, rootOf } from '../read-bundle';
import { Terraform } from '../terraform/terraform';
import { lockedIn } from './locked-providers';
import { writeFiles } from '../write-files';
import { writeRecords } from '../vendor/write-records';
import type { Readings } from './read-template';

/** What Terraform says of a bundle: why it is refused, nothing where it is proven, or why that could not be found out. */
export type Verdict = { refusals: string[] } | { unproven: string };

/** Proves a packed bundle. */
export type Prover = (bundle: PackedBundle) => Promise<Verdict>;

/** The engine that proves, and the only place that its providers come from. */
export interface ProofTools {
  terraform: { path: string; version: string };
  providers: { path: string };
  /** Terraform's word for the machine: `linux_amd64`. */
  platform: string;
}

const Proof = z.object({ refusals: z.array(z.string()) });

/**
 * Proves bundles as a build would meet them: unpacked elsewhere, `init` from a mirror alone with the lock file read-only, and
 * `validate`. What was proven is kept by bundle (and so its lock file), engine, providers and rules.
 */
export function proverWith(tools: ProofTools, { keep, rules }: Readings): Prover {
  return async (bundle) => {
    const whole = await fetchBundle(() => Promise.resolve(bundle.zip), bundle.bundle);
    const root = rootOf(whole.manifest);
    const versions = await versionsLocked(whole.files, root);
    const lacking = versions.filter((one) => !hasProvider(tools.providers.path, one, tools.platform));
    if (lacking.length > 0) return { unproven: whyLacking(lacking, tools) };
    const { terraform, platform } = tools;
    const about = ['proof', rules, bundle.bundle, terraform.version, platform, JSON.stringify(versions)];
    return unlessCutOff(() =>
      keep(about, Proof, async () => ({ refusals: await prove(whole, root, tools) })),
    );
  };
}

/** An engine that was killed, or ended without a word, said nothing of the bundle: that is not kept. */
async function unlessCutOff(proof: () => Promise<Verdict>): Promise<Verdict> {
  try {
    return await proof();
  } catch (error) {
    if (error instanceof RunFailure) return { unproven: error.message };
    throw error;
  }
}

function versionsLocked(files: Files, root: string) {
  const path = `${root}/.terraform.lock.hcl`;
  const bytes = files.get(path);
  return bytes === undefined ? [] : lockedIn(path, new TextDecoder().decode(bytes));
}

function whyLacking(
  lacking: readonly { provider: string; version: string }[],
  { providers, platform }: ProofTools,
): string {
  const names = lacking.map(({ provider, version }) => `${provider} ${version}`).join(', ');
  return `${providers.path} does not hold ${names} for ${platform}`;
}

async function prove(bundle: Bundle, root: string, tools: ProofTools): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-proof-'));
  try {
    await writeFiles(folder, bundle);
    await writeRecords(join(folder, root), bundle.manifest.modules);
    const terraform = await engineIn(folder, root, tools);
    const unready = await terraform.initErrors();
    const errors = unready.length > 0 ? unready : await terraform.validationErrors();
    return errors.map((one) => sentence(root, one));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function engineIn(
  folder: string,
  root: string,
  { terraform, providers }: ProofTools,
): Promise<Terraform> {
  const config = await writeTerraformConfig(join(folder, 'terraform.tfrc'), {
    kind: 'mirror',
    path: providers.path,
  });
  return new Terraform({
    executable: terraform.path,
    folder: join(folder, root),
    // No credentials, and no home of anybody: what a build lacks must not help here.
    env: {
      ...inheritedEnvironment(['PATH']),
      HOME: folder,
      TF_CLI_CONFIG_FILE: config,
      TF_IN_AUTOMATION: '1',
      CHECKPOINT_DISABLE: '1',
      AWS_EC2_METADATA_DISABLED: 'true',
      GOGC: '400',
    },
    signal: new AbortController().signal,
    redaction: new Redaction(),
    log: () => undefined,
  });
}

/** `templates/web/main.tf:3: resource "aws_sqs_queue" "jobs": Unsupported argument. …` */
function sentence(root: string, { summary, detail, range, snippet }: Diagnostic): string {
  const where = range === undefined ? root : `${posix.join(root, range.filename)}:${range.start.line}`;
  const block = snippet?.context ? `${snippet.context}: ` : '';
  return `${where}: ${block}${summary}. ${detail}`.replace(/\s*\n\s*/g, ' ').trim();
}
