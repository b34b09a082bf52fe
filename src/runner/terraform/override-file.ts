import type { Target } from '../../config/target';
import { stateFile } from '../../bundle/terraform/terraform';
import type { RootModule } from '../../bundle/root-module';

/** Where the provider works, and the tags it puts on everything; as whom it works its environment says. */
export interface ProviderOverride {
  target: Target;
  tags: Record<string, string>;
}

/** Ways to other credentials that a template's own provider block could have set; null unsets them. */
const noOtherIdentity = {
  access_key: null,
  secret_key: null,
  token: null,
  profile: null,
  shared_config_files: null,
  shared_credentials_files: null,
};

/**
 * The content of `leasehold_override.tf.json`. Terraform merges it over the template: our backend replaces any
 * `backend` or `cloud` block; in a provider block each argument and each type of nested block given here wins.
 */
export function overrideFile(module: RootModule, settings: ProviderOverride): Record<string, unknown> {
  const terraform = { backend: { local: { path: stateFile } } };
  if (!module.usesAws) return { terraform };
  const aliased = module.awsAliases.map((alias) => ({ alias, ...providerFor(settings) }));
  // An alias is most often another region, so only the default provider gets ours.
  return {
    terraform,
    provider: { aws: [{ region: settings.target.region, ...providerFor(settings) }, ...aliased] },
  };
}

function providerFor({ target, tags }: ProviderOverride): Record<string, unknown> {
  return {
    ...noOtherIdentity,
    default_tags: { tags },
    ...(target.endpoint === undefined ? {} : emulatorArguments),
  };
}

/** An emulator on one address knows no bucket host names, no instance metadata and no credentials. */
const emulatorArguments = {
  s3_use_path_style: true,
  skip_credentials_validation: true,
  skip_metadata_api_check: true,
};
