/** The machine the local plane runs on, as far as finding programs on it is concerned. */
export interface Host {
  env: Readonly<Record<string, string | undefined>>;
  home: string;
  platform: NodeJS.Platform;
  arch: string;
}

/** Where a program or folder is, and which version of it. */
export interface FoundTool {
  path: string;
  version: string;
}

/** One line of the start-up report: what was looked for, where it is, and else what the user can do. */
export interface Tool<Found extends FoundTool = FoundTool> {
  name: string;
  found: Found | null;
  howToGet: string;
}

/** Terraform's name of this platform, e.g. `linux_amd64`. */
export function terraformPlatform(machine: Pick<Host, 'platform' | 'arch'>): string {
  const arch = machine.arch === 'x64' ? 'amd64' : machine.arch;
  return `${machine.platform}_${arch}`;
}

/** One line for a person: found with version and path, or missing with the way to get it. */
export function describeTool(tool: Tool): string {
  if (!tool.found) return `missing  ${tool.name}: ${tool.howToGet}`;
  return `found    ${tool.name} ${tool.found.version} (${tool.found.path})`;
}
