/** Whether a name is one of these, in which `*` stands for any characters. */
export function isAmong(name: string, globs: readonly string[]): boolean {
  return globs.some((glob) => patternOf(glob).test(name));
}

function patternOf(glob: string): RegExp {
  const parts = glob.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^]*')}$`);
}
