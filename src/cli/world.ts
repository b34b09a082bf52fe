import type { Readable, Writable } from 'node:stream';
import type { ClientWorld } from '../client/world';
import type { ProcessEnvironment } from '../config/read-config';
import type { Check } from '../domain/base/check';
import type { ModuleFacts } from '../domain/stack/import-atmos/module-facts';
import type { FilesOfCommit, FolderOfTemplates, Workshop } from '../client/templates/workshop';
import type { GivenCertificate } from '../client/certificates/given-certificate';
import type { EjectKeys } from '../client/templates/ejector';
import type { Holder, OldState, S3Place } from '../client/states/old-state';
import type { OpenSource } from '../client/templates/template-source';

/** A stream that may be a terminal. */
export type Input = Readable & { isTTY?: boolean };
/** A stream that may be a terminal, `columns` wide and `rows` high. */
export type Output = Writable & { isTTY?: boolean; columns?: number; rows?: number };

/** Everything around the CLI that a test replaces: streams, folder and variables, beside what every client uses. */
export interface World extends ClientWorld {
  /** The version of this program. */
  version: string;
  stdin: Input;
  stdout: Output;
  stderr: Output;
  /** Aborted when whoever read stdout has left, as `head` does. */
  unread: AbortSignal;
  /** The search for a local plane starts in this folder and goes up. */
  cwd: string;
  /** Variables of the process; its own when undefined. */
  env?: ProcessEnvironment | undefined;
  /** What works on templates in folders, with Terraform; loaded for those commands alone. */
  workshop: () => Promise<Workshop>;
  /** Reads the templates of a folder as they would be published; loaded for the command that needs them alone. */
  readTemplates: (folder: string) => Promise<FolderOfTemplates>;
  /** Reads the root modules of folders below one; loaded for the command that needs them alone. */
  readRootModules: (base: string, folders: readonly string[]) => Promise<ReadonlyMap<string, ModuleFacts>>;
  /** Reads files of a folder as a commit of its repository has them; loaded for the command that needs them alone. */
  readFilesOf: (wanted: {
    folder: string;
    ref: string;
    isWanted: (path: string) => boolean;
  }) => Promise<FilesOfCommit>;
  /** Keys for one copy of an environment that is ejected; loaded for that command alone. */
  createEjectKeys: () => Promise<EjectKeys>;
  /** Opens a Terraform state in S3, with the AWS credentials of whoever asks; loaded for the command that adopts it alone. */
  openS3State: (place: S3Place, holder: Holder) => Promise<OldState>;
  /** Reads a certificate with its key and chain from a folder or file, as of `now`; loaded for the command that imports it alone. */
  readCertificate: (from: string, now: number) => Promise<GivenCertificate>;
  /** Opens the files of a published template; loaded for the command that reads them alone. */
  openSource: OpenSource;
  /** Checks the AWS account of a stage, whose configuration is this file. */
  examineStage: (file: string) => Promise<Check[]>;
}
