import { type ProcessEnvironment } from './read-config';

/** The variables a child process may inherit: the machine's own, without the hub's endpoints, credentials or secrets. */
export function inheritedEnvironment(
  names: readonly string[],
  env: ProcessEnvironment = process.env,
): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

/** What Terraform may know of the machine that it runs on: folders, proxies and certificates, and no credential. */
export const terraformVariables: readonly string[] = [
  'PATH',
  'HOME',
  'TMPDIR',
  'LANG',
  'TF_PLUGIN_CACHE_DIR',
  'AWS_CA_BUNDLE',
  'SSL_CERT_FILE',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
  'https_proxy',
  'http_proxy',
  'no_proxy',
];

/** The whole environment of this process, for programs that look for tools on the machine. */
export function machineEnvironment(): ProcessEnvironment {
  return process.env;
}
