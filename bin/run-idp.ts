import { version } from '../package.json';
import { asksForWords, runProgram } from '../src/cli/program';
import type { World } from '../src/cli/world';

/** What few commands need of this machine. */
const loadedWhenNeeded = {
  workshop: async () => (await import('../src/author/workshop')).openWorkshop(process.cwd(), process.argv[1]),
  readTemplates: async (folder) =>
    (await import('../src/author/read-catalog-folder')).readCatalogFolder(folder),
  readRootModules: async (base, folders) =>
    (await import('../src/author/read-root-modules')).readRootModules(base, folders),
  readFilesOf: async (wanted) => (await import('../src/author/git/read-files')).readFilesOf(wanted),
  createEjectKeys: async () => (await import('../src/author/eject/create-eject-keys')).createEjectKeys(),
  openS3State: async (place, holder) =>
    (await import('../src/author/states/open-s3-state')).openS3State(place, holder),
  readCertificate: async (from, now) =>
    (await import('../src/author/certificates/read-certificate')).readCertificate(from, now),
  openSource: async (zip, digest) =>
    (await import('../src/author/trace/open-source')).openSource(zip, digest),
} satisfies Partial<World>;

/** Runs the command line in this process; `examineStage` is what 'idp doctor --aws' does, where there is a stage to examine. */
export async function runIdp(examineStage: World['examineStage']): Promise<void> {
  const interruption = new AbortController();
  process.once('SIGINT', () => interruption.abort());
  process.once('SIGTERM', () => interruption.abort());

  // A reader that has seen enough (`idp list | head`) is no error, and what was asked for is done all the same.
  const unread = new AbortController();
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    unread.abort();
    if (error.code !== 'EPIPE') unwritten(error);
  });
  process.stderr.on('error', () => undefined);

  const code = await runProgram(process.argv.slice(2), {
    version,
    // Opened when needed, as Node takes its time to open them.
    get stdin() {
      return process.stdin;
    },
    stdout: process.stdout,
    get stderr() {
      return process.stderr;
    },
    cwd: process.cwd(),
    now: Date.now,
    // Loaded when needed: `idp --help` needs neither.
    sleep: async (ms) =>
      (await import('node:timers/promises')).setTimeout(ms, undefined, { signal: interruption.signal }),
    newId: async () => (await import('ulid')).ulid(),
    ...loadedWhenNeeded,
    examineStage,
    interrupted: interruption.signal,
    unread: unread.signal,
  });

  // A shell waits for the end: what still goes on, such as a look-up of a name, must not hold a key.
  if (asksForWords(process.argv.slice(2))) process.exit(code);
  process.exitCode = code;
}

/** What nobody can read, such as a result on a full disk, is a failure that its caller must see. */
function unwritten({ message }: Error): void {
  process.stderr.write(`Error: The output cannot be written: ${message}.\n`);
  process.exit(1);
}
