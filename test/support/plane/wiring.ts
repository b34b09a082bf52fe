/** How a control plane is wired: what runs, with what, and what starts it; each by its name. */
export interface Wiring {
  functions: Record<string, { timeoutSeconds: number; memoryMb: number; variables: Record<string, unknown> }>;
  rules: Record<string, { name: string; bus: string; pattern: unknown; targets: string[] }>;
  machines: Record<string, unknown>;
  projects: Record<
    string,
    {
      buildspec: string;
      timeoutInMinutes: number;
      concurrentBuilds: number;
      variables: Record<string, unknown>;
    }
  >;
}

/** One place in which two wirings are not the same, such as `functions/api/memoryMb`. */
export interface Difference {
  at: string;
  here: unknown;
  there: unknown;
}

/** Every place in which two values differ; lists are compared whole. */
export function differencesOf(here: unknown, there: unknown, at: string[] = []): Difference[] {
  if (JSON.stringify(here) === JSON.stringify(there)) return [];
  if (!isObject(here) || !isObject(there)) return [{ at: at.join('/'), here, there }];
  const keys = [...new Set([...Object.keys(here), ...Object.keys(there)])];
  return keys.flatMap((key) => differencesOf(here[key], there[key], [...at, key]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
