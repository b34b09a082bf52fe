/** What a tool of others found: by which check, and where (a resource, or a file and what it says there). */
export interface Finding {
  check: string;
  where: string;
}

/** A check that is not followed, where, and why; `where` matches the whole place. */
export interface Exception {
  check: string;
  where: RegExp;
  reason: string;
}

/** One sentence for each finding that no exception names, and for each exception of no finding. */
export function unexcepted(findings: readonly Finding[], exceptions: readonly Exception[]): string[] {
  const excepts = ({ check, where }: Finding, exception: Exception) =>
    exception.check === check && exception.where.test(where);
  const open = findings.filter((finding) => !exceptions.some((exception) => excepts(finding, exception)));
  const idle = exceptions.filter((exception) => !findings.some((finding) => excepts(finding, exception)));
  return [
    ...open.map(({ check, where }) => `${check}: ${where}`),
    ...idle.map(
      ({ check, where }) => `The exception ${check} at ${String(where)} is of nothing that is found.`,
    ),
  ];
}
