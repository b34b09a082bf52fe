const registry = /^([a-z0-9][a-z0-9.-]*(:\d+)?\/)?[\w-]+\/[\w-]+\/[a-z0-9]+(\/\/[^?]*)?$/i;
const hosts = /^(github\.com|bitbucket\.org|gitlab\.com)\/[^@]+$/i;
const address = /^(git::)?https?:\/\//i;
/** Words of an address that are a key, a password or a token of somebody. */
const secretParameter = /[?&][^=&]*(key|secret|token|password|signature|credential)[^=&]*=/i;
/** A branch or a commit that git would take for an option. */
const optionParameter = /[?&][^=&]*=(-|%2d)/i;
/** Keys of AWS and GitHub may stand anywhere in an address. */
const secretText = /\b(AKIA|ASIA)[A-Z0-9]{12,}|\bgh[pousr]_\w{20,}/;

/** Where a module may come from, as the end of a sentence. */
export const whatIsOne =
  'a module source must be a folder of the bundle (./ or ../), a registry, http(s):// or git::https://, without credentials';

/**
 * Why Terraform is not asked to fetch a source, in words that follow 'from'; undefined where it is. Publication has no
 * credentials to give, and a bundle must hold none; a file of this machine is no other machine's.
 */
export function refusedSource(source: string): string | undefined {
  if (holdsCredentials(source)) return `${placeOf(source)}, with credentials in its address`;
  if (optionParameter.test(source)) return `'${source}', where a value begins with a hyphen, like an option`;
  if (registry.test(source) || hosts.test(source) || address.test(source)) return undefined;
  return `'${source}'`;
}

function holdsCredentials(source: string): boolean {
  if (secretParameter.test(source) || secretText.test(source)) return true;
  return /:\/\/[^/?#]*@/.test(source);
}

/** Scheme and host, without anything that may be secret. */
function placeOf(source: string): string {
  const [, scheme = '', host = ''] = /^([\w:+]*:\/\/)?(?:[^/?#]*@)?([^/?#]*)/.exec(source) ?? [];
  return `${scheme}${host}`;
}

/** A text of another program about addresses, without the credentials that they may hold. */
export function withoutCredentials(text: string): string {
  const parameters = new RegExp(`(${secretParameter.source})[^&\\s"']*`, 'gi');
  return text
    .replace(/:\/\/[^\s/?#"'@]*@/g, '://***@')
    .replace(parameters, '$1***')
    .replace(new RegExp(secretText.source, 'g'), '***');
}
