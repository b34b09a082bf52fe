import * as z from 'zod';
import { Filled } from './read-config';

/** What the command line reads: the control plane and the token for it, where profiles and names are kept, whether colours are wanted, and what long texts are read with. */
export const CliConfig = z.object({
  IDP_URL: Filled,
  IDP_TOKEN: Filled,
  IDP_PROFILE: Filled,
  /** The person to be on the local plane. */
  IDP_AS: Filled,
  XDG_CONFIG_HOME: Filled,
  XDG_CACHE_HOME: Filled,
  HOME: Filled,
  NO_COLOR: Filled,
  TERM: Filled,
  /** Set and empty, it asks for no pager. */
  PAGER: z.string().optional(),
});

/** How this machine reaches the internet; as everywhere, the lower case names count first. */
export const ProxyConfig = z.object({
  https_proxy: Filled,
  HTTPS_PROXY: Filled,
  no_proxy: Filled,
  NO_PROXY: Filled,
});
