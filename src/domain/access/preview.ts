const longest = 32;

/**
 * The one environment that belongs to a pull request: `pr-<number>-<repository>`, as much of it as a name may have.
 * `repository` is `owner/name` or a name alone.
 */
export function previewName(repository: string, number: number): string {
  const name = repository.split('/').at(-1) ?? '';
  const words = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const whole = `pr-${number}-${words}`.replace(/-+/g, '-').slice(0, longest);
  return whole.replace(/-$/, '');
}
