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
 * The content of the override file of a workspace. Terraform merges it over the template: our backend replaces any
 * `backend` or `cloud` block; in a provider block each argument and each type of nested block given here wins.
 */
export function overrideFile(module: RootModule, settings: ProviderOverride): Record<string, unknown> {
  const terraform = { backend: { local: { path: stateFile } } };
  const provider = providersOf(
    module,
    (alias) => ({
      ...noOtherIdentity,
      ...providerFor(module, alias, settings),
    }),
    settings,
  );
  return { terraform, ...(provider && { provider }) };
}

/** The same of the providers alone, for whoever works as themselves: by whichever way of the template's they have. */
export function providerOverride(
  module: RootModule,
  settings: ProviderOverride,
): Record<string, unknown> | undefined {
  return providersOf(module, (alias) => providerFor(module, alias, settings), settings);
}

function providersOf(
  { usesAws, awsAliases }: RootModule,
  blockOf: (alias: string) => Record<string, unknown>,
  { target }: ProviderOverride,
): Record<string, unknown> | undefined {
  if (!usesAws) return undefined;
  const aliased = awsAliases.map((alias) => ({ alias, ...blockOf(alias) }));
  // An alias is most often another region, so only the default provider gets ours.
  return { aws: [{ region: target.region, ...blockOf('') }, ...aliased] };
}

/**
 * The content of the file that the override refers to: the tags that a template sets by default, and
 * ours; null where the template sets none. An override file may have no local of its own.
 */
export function defaultTagsFile(
  { defaultTags = {} }: RootModule,
  { tags }: Pick<ProviderOverride, 'tags'>,
): Record<string, unknown> | null {
  const own = Object.entries(defaultTags).map(([alias, one]) => [localOf(alias), one] as const);
  return own.length === 0 ? null : { locals: { ...Object.fromEntries(own), leasehold_tags: tags } };
}

function localOf(alias: string): string {
  return `leasehold_default_tags${alias === '' ? '' : `_${alias}`}`;
}

function providerFor(
  { defaultTags = {} }: RootModule,
  alias: string,
  { target, tags }: ProviderOverride,
): Record<string, unknown> {
  // Ours are last, so that no template can take their place.
  const merged = `\${merge(local.${localOf(alias)}, local.leasehold_tags)}`;
  return {
    default_tags: { tags: Object.hasOwn(defaultTags, alias) ? merged : tags },
    ...(target.endpoint === undefined ? {} : emulatorArguments),
  };
}

/** An emulator on one address knows no bucket host names, no instance metadata and no credentials. */
const emulatorArguments = {
  s3_use_path_style: true,
  skip_credentials_validation: true,
  skip_metadata_api_check: true,
};
