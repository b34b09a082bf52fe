import type { Judged } from './outside-calls';

/** What of these runs or reads beside its own service is found in the files, or is set by the runner. */
const known = [
  'archive',
  'aws',
  'cloudinit',
  'external',
  'http',
  'local',
  'null',
  'random',
  'time',
  'tls',
].map((name) => `registry.terraform.io/hashicorp/${name}`);

/**
 * Each other provider by its address, with the sentence that refuses it where the policy does not list it: it is a program of
 * somebody, which runs with every plan, before anybody approves that.
 */
export function judgedProviders(addresses: readonly string[]): Judged[] {
  return addresses
    .filter((address) => !known.includes(address))
    .map((address) => ({
      name: address,
      refusal: `the provider ${address} is a program that runs with the permissions of the run, before its plan is approved; the stage's configuration must list '${address}' in templatePrograms`,
    }));
}
