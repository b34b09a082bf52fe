const component = String.raw`((?:\$\{[^}]*\}|\$(?!\{)|[^:$])*)`;
const form = new RegExp(`^${Array.from({ length: 5 }, () => `${component}:`).join('')}(.*)$`, 's');

/**
 * The six components of an ARN, or of a pattern of ARNs: `arn`, partition, service, region, account and resource. A colon
 * inside a variable such as `${aws:username}` separates nothing. Null for what has no such form.
 */
export function componentsOf(text: string): string[] | null {
  return form.exec(text)?.slice(1) ?? null;
}
