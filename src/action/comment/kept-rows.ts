/** What stays true of a preview of which nothing new is known. */
const kept = /^\| (?:Environment|Address|Cost|Expires|Commit) \| [^\n]* \|$/;

/** The longest row that a comment of ours has. */
const longest = 8_000;

/** The rows of a comment as it was that go on being worth knowing. */
export function keptRows(before: string | null): string[] {
  return (before ?? '')
    .split(/\r?\n/)
    .filter((line) => line.length <= longest && kept.test(line))
    .slice(0, 5);
}

/** When a row says that the lease ends. */
export function expiryIn(rows: readonly string[]): string | undefined {
  return rows.map((row) => /^\| Expires \| (\d{4}-\d\d-\d\d \d\d:\d\d UTC) \|$/.exec(row)?.[1]).find(Boolean);
}
