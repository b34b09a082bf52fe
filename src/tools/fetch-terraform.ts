import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { downloadVerified } from './download';
import type { TerraformRelease } from './terraform-release';

/** Which Terraform to fetch for which platform (`linux_amd64`) into which folder. */
export interface TerraformFetch {
  release: TerraformRelease;
  platform: string;
  folder: string;
  baseUrl?: string;
}

const hashicorpReleases = 'https://releases.hashicorp.com/terraform';
const stallMs = 10_000;

/** Fetches Terraform, verified against the pinned SHA-256, and returns the path of the program; throws if it cannot. */
export async function fetchTerraform(request: TerraformFetch): Promise<string> {
  const { release, platform, folder, baseUrl = hashicorpReleases } = request;
  const sha256 = release.sha256[platform];
  if (!sha256) throw new Error(`there is no pinned Terraform ${release.version} for ${platform}`);

  const url = `${baseUrl}/${release.version}/terraform_${release.version}_${platform}.zip`;
  const zip = await downloadVerified({ url, sha256, stallMs });
  return unpackProgram(zip, folder);
}

/** Renamed into place when complete, so that an interrupted fetch is never found as a program. */
async function unpackProgram(zip: Uint8Array, folder: string): Promise<string> {
  const program = unzipSync(zip, { filter: (file) => file.name === 'terraform' })['terraform'];
  if (!program) throw new Error('the Terraform zip does not contain a file called terraform');

  const path = join(folder, 'terraform');
  const partial = `${path}.${process.pid}.partial`;
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(partial, program, { mode: 0o755 });
    await rename(partial, path);
  } finally {
    await rm(partial, { force: true });
  }
  return path;
}
