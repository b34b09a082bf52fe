import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { unzipFiles, zipFiles } from '../../bundle/archive';
import { digestOf } from '../../bundle/digest';
import { parentOf, runnerFiles } from '../../bundle/files';
import { listTree } from '../../bundle/read-tree';
import { parseJsonRecord } from '../../domain/base/parse';
import { runFailure } from '../../domain/environment/run-failure';
import { readOwned, type TerraformUser } from '../terraform/handed-over';
import { handOverFiles, homeName } from '../terraform/work-layout';
import type { Workspace } from '../terraform/workspace';

/** What the files that a plan wrote may have together. */
const mostMebibytes = 100;
const mostBytes = mostMebibytes * 1024 * 1024;
const listName = 'plan-files.json';
const List = z.object({ executables: z.array(z.string()).optional() });

type WrittenWorkspace = Pick<Workspace, 'folder' | 'root' | 'files' | 'executables'>;
type Listing = Awaited<ReturnType<typeof listTree>>;
type ListedFile = Listing['files'][number];

const skipped = new Set(['.terraform', homeName]);
const ours = Object.values(runnerFiles);
/** What Terraform and the runner write beside a root module by themselves. */
const ownNames =
  /^(leasehold\.tfplan|\.terraform\.lock\.hcl|\.?(terraform|adopted|errored)\.tfstate.*|crash.*\.log)$/;

/**
 * An archive of what Terraform wrote or changed in the work folder while it planned, as the apply of that plan may read it; null
 * where there is nothing. A RunFailure names what cannot be kept, and the largest where they are too much.
 */
export async function packPlanFiles(
  workspace: WrittenWorkspace,
  user: TerraformUser,
): Promise<Uint8Array | null> {
  const { files, unfit } = await listTree(workspace.folder, skipped);
  const written = await writtenAmong(files, workspace);
  refuseUnfit(unfit);
  refuseTooLarge(written);
  if (written.length === 0) return null;
  const bytes = new Map<string, Uint8Array>();
  for (const { path } of written) bytes.set(path, await readOwned(join(workspace.folder, path), user));
  const executables = new Set(written.filter((one) => one.isExecutable).map(({ path }) => path));
  // Making it small would take seconds in which no heartbeat is sent, and mostly it is compressed already.
  return zipFiles({ files: bytes, executables, name: listName, about: {}, level: 0 });
}

/** Puts what a plan wrote back where it was; each new file takes the place of the bundle's. */
export async function putBackPlanFiles(
  { folder }: Pick<Workspace, 'folder'>,
  archive: Uint8Array,
  user: TerraformUser,
): Promise<void> {
  const files = new Map(unzipFiles(archive, { what: 'What the plan wrote', mostBytes: 2 * mostBytes }));
  const { executables = [] } = parseJsonRecord(List, files.get(listName) ?? new Uint8Array(), listName);
  files.delete(listName);
  for (const [path, bytes] of files) {
    const place = join(folder, path);
    await mkdir(dirname(place), { recursive: true });
    await rm(place, { force: true });
    await writeFile(place, bytes, { flag: 'wx', mode: executables.includes(path) ? 0o777 : 0o666 });
  }
  await handOverFiles(folder, [...files.keys()], user);
}

/** What a person says yes to: the digest of the saved plan, together with that of what it wrote, if it wrote anything. */
export function digestOfPlan(plan: string, files: Uint8Array | null): string {
  return files === null ? plan : digestOf(Buffer.from(`${plan}\n${digestOf(files)}\n`));
}

async function writtenAmong(
  files: readonly ListedFile[],
  { folder, root, ...bundle }: WrittenWorkspace,
): Promise<ListedFile[]> {
  const written: ListedFile[] = [];
  for (const file of files) {
    const isOwn = join(folder, parentOf(file.path)) === root && isOurs(file.path);
    if (!isOwn && (await isWritten(file, { folder, ...bundle }))) written.push(file);
  }
  return written;
}

function isOurs(path: string): boolean {
  const name = path.slice(parentOf(path).length + 1);
  return ours.includes(name) || ownNames.test(name);
}

/** Whether a file is not as the bundle has it. */
async function isWritten(
  { path, bytes, isExecutable }: ListedFile,
  { folder, files, executables }: Pick<Workspace, 'folder' | 'files' | 'executables'>,
): Promise<boolean> {
  const before = files.get(path);
  if (before?.length !== bytes || isExecutable !== executables.has(path)) return true;
  return !Buffer.from(before).equals(await readOwned(join(folder, path), undefined));
}

function refuseUnfit([first]: Listing['unfit']): void {
  if (first === undefined) return;
  const reason = `While planning, Terraform wrote ${first.path}, which ${first.why}. Files that an approved plan needs are saved with it, and only regular files can be saved.`;
  throw runFailure('configuration', reason);
}

function refuseTooLarge(written: readonly ListedFile[]): void {
  const sum = written.reduce((all, { bytes }) => all + bytes, 0);
  if (sum <= mostBytes) return;
  const largest = written.reduce((a, b) => (b.bytes > a.bytes ? b : a));
  const reason = `While planning, Terraform wrote ${inMebibytes(sum)} into the work folder, most of it ${largest.path} (${inMebibytes(largest.bytes)}). Files that an approved plan needs are saved with it, at most ${mostMebibytes} MB.`;
  throw runFailure('configuration', reason);
}

function inMebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
