const forms = /^(?<sign>[\^~]?)(?<major>0|[1-9]\d*)(?:\.(?<minor>0|[1-9]\d*))?(?:\.(?<patch>0|[1-9]\d*))?$/;

/** The versions from `least` on that are below `beyond`, each as its three numbers. */
export interface VersionRange {
  least: readonly number[];
  beyond: readonly number[];
}

/**
 * `1.2.3` is that version, `1.2` and `1` are the newest of them, `^1.2.3` the newest that breaks nothing since it, and `~1.2.3` the
 * newest with the same first two numbers. Undefined for anything else.
 */
export function parseRange(text: string): VersionRange | undefined {
  const { sign = '', major, minor, patch } = forms.exec(text)?.groups ?? {};
  if (major === undefined) return undefined;
  const given = [major, minor, patch].filter((one) => one !== undefined).map(Number);
  const least = [...given, 0, 0].slice(0, 3);
  const kept = keptParts(sign, given);
  return {
    least,
    beyond: least.map((number, at) => (at < kept - 1 ? number : at === kept - 1 ? number + 1 : 0)),
  };
}

/** How many of the numbers stay: those that are given, two at most with `~`, and with `^` up to the first that is not 0. */
function keptParts(sign: string, given: readonly number[]): number {
  if (sign === '') return given.length;
  if (sign === '~') return Math.min(2, given.length);
  const first = given.findIndex((number) => number > 0);
  return first === -1 ? given.length : first + 1;
}

/** Whether a version, such as 1.2.3, is in a range. */
export function isInRange(range: VersionRange, version: string): boolean {
  return isIn(range, numbersOf(version));
}

/** The newest of these versions that a range takes. */
export function newestIn(range: VersionRange | undefined, versions: readonly string[]): string | undefined {
  const fitting = versions.filter((version) => range === undefined || isIn(range, numbersOf(version)));
  return fitting.sort((one, other) => compareNumbers(numbersOf(other), numbersOf(one)))[0];
}

function isIn({ least, beyond }: VersionRange, version: readonly number[]): boolean {
  return compareNumbers(version, least) >= 0 && compareNumbers(version, beyond) < 0;
}

function numbersOf(version: string): number[] {
  return version.split('.').map(Number);
}

function compareNumbers(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((number, index) => number !== other[index]);
  return at === -1 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
