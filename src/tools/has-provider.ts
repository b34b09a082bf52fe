import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Whether a filesystem mirror has a provider (`registry.terraform.io/hashicorp/aws`) in a version for a platform, unpacked or as a zip. */
export function hasProvider(
  mirror: string,
  { provider, version }: { provider: string; version: string },
  platform: string,
): boolean {
  const folder = join(mirror, provider);
  const zip = `terraform-provider-${provider.split('/').at(-1)}_${version}_${platform}.zip`;
  return existsSync(join(folder, version, platform)) || existsSync(join(folder, zip));
}
