import { parentOf } from './files';
import { type Block, nestedIn } from './hcl/blocks';
import type { Judged } from './outside-calls';
import { isAwsProvider } from './provider-names';

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

/** Arguments by which a provider's calls go elsewhere than to AWS, or past what proves that it is AWS. */
const detours = ['endpoints', 'http_proxy', 'https_proxy', 'custom_ca_bundle', 'insecure'];

/**
 * What of the provider aws has somebody else answer in AWS's place, who then also says what is left of a life: each by its name in the
 * policy, with the sentence that refuses it where the policy does not list it.
 */
export function judgedDetours(blocks: readonly Block[]): Judged[] {
  return blocks
    .filter((block) => isAwsProvider(block, blocks))
    .flatMap((block) => argumentsOf(block).map((argument) => judgedDetour(block, argument)));
}

function argumentsOf(provider: Block): string[] {
  const dynamic = nestedIn(provider, 'dynamic', 1).flatMap(({ labels }) => labels);
  return Object.keys(provider.body)
    .concat(dynamic)
    .filter((name) => detours.includes(name));
}

function judgedDetour({ path, address }: Block, argument: string): Judged {
  const name = `${parentOf(path)}:${address}:${argument}`;
  return {
    name,
    refusal: `${path}: ${address} sets ${argument}, so that calls to AWS may be answered by others; the stage's configuration must list '${name}' in templatePrograms`,
  };
}
