import { createHash } from 'node:crypto';
import { CliError, usage } from '../../client/errors';
import type { OldState } from '../../client/states/old-state';

/** As large as the control plane takes a state. */
const mostBytes = 64 * 1024 * 1024;

/** A Terraform state as it was read: its bytes, and what of them is said to people. */
export interface ReadState {
  file: string;
  source: OldState;
  body: Uint8Array;
  digest: string;
  serial: number;
  lineage: string;
  resources: number;
}

/** Reads a state that no environment has adopted; CliError that says what to do. */
export async function readState(file: string, source: OldState): Promise<ReadState> {
  await refuseMarked(file, source);
  const body = await source.read();
  if (body.length > mostBytes) throw usage(`The state ${file} is larger than 64 MiB.`);
  return { file, source, body, digest: digestOf(body), ...contentOf(body, file) };
}

/** CliError where the state has changed since it was read: what the control plane has is not what there is. */
export async function refuseChanged({ file, source, digest }: ReadState): Promise<void> {
  if (digestOf(await source.read()) === digest) return;
  throw new CliError('conflict', `The state ${file} changed while it was copied.`, {
    hints: ['No environment was created. Stop whoever applies it, and run the command again.'],
  });
}

const pullFirst = [
  "Pull it in its root module first: 'terraform state pull > adopted.tfstate'.",
  'Do not apply that root module again before the environment is ready.',
];

async function refuseMarked(file: string, source: OldState): Promise<void> {
  if (!(await source.isMarked())) return;
  throw new CliError(
    'conflict',
    `The state ${file} was adopted before: ${source.markPlace} says by which environment.`,
    {
      hints: ['If that environment ended before it was ready, remove that file and run the command again.'],
    },
  );
}

function digestOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}

interface StateText {
  version?: unknown;
  serial?: unknown;
  lineage?: unknown;
  resources?: unknown;
}

/** What is counted of a state; its values are secrets, so no message has any. */
function contentOf(body: Uint8Array, file: string): Pick<ReadState, 'serial' | 'lineage' | 'resources'> {
  const { version, serial, lineage, resources } = parsed(body);
  const isState = typeof serial === 'number' && typeof lineage === 'string' && Array.isArray(resources);
  if (!isState) throw usage(`${file} is not a Terraform state.`, ...pullFirst);
  if (version !== 4)
    throw usage(
      `${file} is a state of format version ${Number(version)}; version 4 is needed.`,
      'Apply it once with Terraform 0.12 or newer.',
    );
  const count = instancesIn(resources);
  if (count === 0) throw usage(`${file} holds no resources, so there is nothing to adopt.`);
  return { serial, lineage, resources: count };
}

function parsed(body: Uint8Array): StateText {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function instancesIn(resources: readonly unknown[]): number {
  return resources.reduce<number>((sum, one) => {
    const { mode, instances } = (one ?? {}) as { mode?: unknown; instances?: unknown };
    return sum + (mode === 'managed' && Array.isArray(instances) ? instances.length : 0);
  }, 0);
}
