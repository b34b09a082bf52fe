/** A Terraform release and the SHA-256 of its zip per platform; nothing unverified is ever unpacked. */
export interface TerraformRelease {
  version: string;
  sha256: Readonly<Record<string, string>>;
}

/** The release that is fetched where none is installed; values of HashiCorp's `terraform_1.11.4_SHA256SUMS`. */
export const terraformRelease: TerraformRelease = {
  version: '1.11.4',
  sha256: {
    linux_amd64: '1ce994251c00281d6845f0f268637ba50c0005657eb3cf096b92f753b42ef4dc',
    linux_arm64: 'a43d1d0da9b9bab214a8305a39db0e40869572594ccf50c416a7756499143633',
    darwin_amd64: 'a56d5002b9f7647291faccc3dd1a70350e60fb61e4c45037629508b8fdc2575b',
    darwin_arm64: '867e0808fa971217043e25b7a792b10720c79b1546f8a68479b74f138be73e18',
  },
};

/** The oldest Terraform that works: state locks by `use_lockfile` came with it. */
export const oldestTerraform = '1.11.0';

/** True when `version` (`1.11.4`, `1.12.0-rc1`) is not older than `oldest`; a pre-release counts as its release. */
export function isAtLeast(version: string, oldest: string): boolean {
  const [have, want] = [numbers(version), numbers(oldest)];
  const differs = have.findIndex((number, index) => number !== want[index]);
  return differs === -1 || (have[differs] ?? 0) > (want[differs] ?? 0);
}

function numbers(version: string): number[] {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.-]/).map(Number);
  return [major, minor, patch];
}
