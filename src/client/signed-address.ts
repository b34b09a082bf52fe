import { isSafe } from './address';
import { CliError } from './errors';

/** What the control plane does at an address that it signed. */
type Does = 'keeps the document' | 'keeps bundles' | 'takes uploads';

/**
 * The host of an address that the API signed. Throws where what is sent there could be read on the way: it must be encrypted or stay on
 * this machine. The address is a credential, so no message has more of it than the host.
 */
export function hostOfSigned(url: string, does: Does): string {
  if (!URL.canParse(url))
    throw new CliError('broken', `The control plane ${does} at an address that is not one.`);
  const { host } = new URL(url);
  if (isSafe(url)) return host;
  throw new CliError('broken', `The control plane ${does} at ${host}, which does not use HTTPS.`);
}
