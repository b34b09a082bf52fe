import { CliError } from './errors';

/** Refuses what could be no environment's name, in the control plane's own words, before a person is asked about it. */
export async function requireName(name: unknown): Promise<void> {
  const [{ EnvironmentName }, { issuesOf }] = await Promise.all([
    import('../domain/environment'),
    import('../domain/parse'),
  ]);
  const parsed = EnvironmentName.safeParse(name);
  if (parsed.success) return;
  const issues = issuesOf(parsed.error, 'name');
  throw new CliError('invalid', 'The request is not as it must be.', { code: 'InvalidRequest', issues });
}
