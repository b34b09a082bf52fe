/** One need of a template, and the environments whose outputs it may take. */
export interface FoundNeed {
  name: string;
  need: string;
  environments: string[];
}

/** Finds for each need of a template the environments that fit, as `list` returns them. */
export function findProducers(
  needs: Readonly<Record<string, string>>,
  list: (need: string) => Promise<readonly { name: string }[]>,
): Promise<FoundNeed[]> {
  return Promise.all(
    Object.entries(needs).map(async ([name, need]) => {
      const environments = (await list(need)).map((one) => one.name);
      return { name, need, environments };
    }),
  );
}

/** `network: vpc@^1 (net-a, net-b)`. */
export function describeNeed({ name, need, environments }: FoundNeed): string {
  const shown = environments.slice(0, 3).join(', ');
  const more = environments.length > 3 ? ` and ${environments.length - 3} more` : '';
  return `${name}: ${need} (${shown === '' ? 'no environment fits' : `${shown}${more}`})`;
}
