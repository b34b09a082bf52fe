/** The oldest Node that runs Leasehold, as `engines` of package.json has it. */
export const oldestNode = [22, 13] as const;

/** Whether a version of Node, such as `22.1.0`, is new enough. */
export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor, leastMinor] = oldestNode;
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

/** Why the program cannot be loaded here at all, in one line; undefined where it can. */
export function whyUnfit(node: string, cwd: () => string): string | undefined {
  if (!isNewEnough(node)) return `Leasehold needs Node ${oldestNode.join('.')} or newer; this is ${node}.`;
  try {
    cwd();
    return undefined;
  } catch {
    return 'The folder that you are in is gone; change to another one.';
  }
}
