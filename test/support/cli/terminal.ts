import { Readable, Writable } from 'node:stream';
import { runProgram } from '../../../src/cli/program';
import { readCertificate } from '../../../src/author/certificates/read-certificate';
import { createEjectKeys } from '../../../src/author/eject/create-eject-keys';
import { openS3State } from '../../../src/author/states/open-s3-state';
import { openSource } from '../../../src/author/trace/open-source';
import { readFilesOf } from '../../../src/author/git/read-files';
import { readCatalogFolder } from '../../../src/author/read-catalog-folder';
import { readRootModules } from '../../../src/author/read-root-modules';
import { openWorkshop } from '../../../src/author/workshop';
import type { Input, Output, World } from '../../../src/cli/world';
import { start } from '../builders/births';
import { ulidAt } from '../builders/ulids';

/** How a command ended and what a person saw. */
export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
  /** The pauses that were made, in milliseconds. */
  pauses: number[];
}

/** What is around a command; without `url`, no control plane is named. */
export interface Around {
  url?: string;
  /** What the person types; the end of the input follows. */
  typed?: string;
  /** What the person types while the command runs, instead of `typed`. */
  stdin?: Readable;
  /** Called with each text as it is written on stdout. */
  onSaid?: (text: string) => void;
  tty?: boolean;
  /** How many lines the terminal holds; unknown when absent. */
  rows?: number;
  env?: Record<string, string>;
  cwd?: string;
  interrupted?: AbortSignal;
  /** Aborted when whoever read stdout has left. */
  unread?: AbortSignal;
  /** How wide the terminal is; 80 when absent. */
  columns?: number;
  examineStage?: World['examineStage'];
  workshop?: World['workshop'];
  readTemplates?: World['readTemplates'];
}

/** Runs `idp` within this process; time stands still at `start`, and pauses cost none. */
export async function runIdp(argv: string[], around: Around = {}): Promise<Ended> {
  const { url, tty = false, rows, env = {}, cwd = '/', interrupted, examineStage = noStage } = around;
  const { typed = '', stdin = Readable.from([typed]), onSaid } = around;
  const pauses: number[] = [];
  let ids = 0;
  const screen = { stdout: recorder(tty, onSaid), stderr: recorder(tty) };
  if (rows !== undefined) screen.stdout.stream.rows = rows;
  if (around.columns !== undefined) screen.stdout.stream.columns = around.columns;
  const world: World = {
    version: '1.2.3',
    stdin: Object.assign(stdin as Input, { isTTY: tty }),
    stdout: screen.stdout.stream,
    stderr: screen.stderr.stream,
    cwd,
    env: { ...(url !== undefined && { IDP_URL: url, IDP_TOKEN: 'secret-token' }), ...env },
    now: () => Date.parse(start),
    sleep: async (ms) => {
      interrupted?.throwIfAborted();
      pauses.push(ms);
    },
    newId: async () => ulidAt(start, (ids += 1)),
    examineStage,
    workshop: around.workshop ?? (() => openWorkshop(cwd)),
    readTemplates: around.readTemplates ?? readCatalogFolder,
    readRootModules,
    readFilesOf,
    createEjectKeys: () => Promise.resolve(createEjectKeys()),
    openS3State: (place, holder) => Promise.resolve(openS3State(place, holder)),
    openSource,
    readCertificate,
    unread: around.unread ?? new AbortController().signal,
    interrupted: interrupted ?? new AbortController().signal,
  };
  const code = await runProgram(argv, world);
  return { code, stdout: screen.stdout.text(), stderr: screen.stderr.text(), pauses };
}

function recorder(
  tty: boolean,
  onSaid: (text: string) => void = () => undefined,
): { stream: Output; text: () => string } {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk.toString());
      onSaid(chunk.toString());
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY: tty, columns: 80 }), text: () => chunks.join('') };
}

function noStage(): never {
  throw new Error('This command asks for no stage.');
}
