import type { Readable, Writable } from 'node:stream';
import type { ProcessEnvironment } from '../config/read-config';
import type { Finding } from '../domain/base/check';
import { CliError } from './errors';

/** A stream that may be a terminal. */
export type Input = Readable & { isTTY?: boolean };
/** A stream that may be a terminal, `columns` wide. */
export type Output = Writable & { isTTY?: boolean; columns?: number };

/** Everything around the CLI that a test replaces: streams, time, ids, and the person's Ctrl-C. */
export interface World {
  /** The version of this program. */
  version: string;
  stdin: Input;
  stdout: Output;
  stderr: Output;
  /** The folder in which, or above which, a local plane is looked for. */
  cwd: string;
  /** Variables of the process; its own when undefined. */
  env?: ProcessEnvironment | undefined;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Resolves after `ms` milliseconds; rejects when interrupted. */
  sleep: (ms: number) => Promise<void>;
  newId: () => Promise<string>;
  /** Looks at the AWS account that the configuration of a stage, a file, is for. */
  examineStage: (file: string) => Promise<Finding[]>;
  /** Aborted when the person presses Ctrl-C. */
  interrupted: AbortSignal;
}

/** Waits `ms` milliseconds; throws `interrupted` when the person presses Ctrl-C meanwhile. */
export async function pause({ sleep, interrupted }: Pick<World, 'sleep' | 'interrupted'>, ms: number) {
  try {
    await sleep(ms);
  } catch (cause) {
    throw interrupted.aborted ? new CliError('interrupted', 'Interrupted.', { cause }) : cause;
  }
}
