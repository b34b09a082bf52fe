import { inheritedEnvironment, terraformVariables } from '../../config/machine';
import type { Target } from '../../config/target';

/** Neither a machine's metadata nor a profile of a person at it may decide who Terraform is, or where its calls go. */
const noOtherIdentity = {
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
};

/** Terraform's own default: more would only meet the rate limits of AWS's APIs. An emulator has none. */
const usualParallelism = { aws: 10, emulator: 30 } as const;

/** What a Terraform command is given beside the machine's own: its settings file, and the way to its credentials. */
export interface TerraformAccess {
  cliConfig: string | undefined;
  /** Variables of AWS's SDKs; none where Terraform asks nothing of AWS. */
  credentials: Record<string, string>;
}

/** The environment of every Terraform command of a run; of the runner's own identity and endpoints nothing is in it. */
export function terraformEnvironment(
  target: Target,
  { cliConfig, credentials }: TerraformAccess,
): Record<string, string> {
  return {
    ...inheritedEnvironment(terraformVariables),
    ...noOtherIdentity,
    ...(target.endpoint === undefined ? {} : { AWS_ENDPOINT_URL: target.endpoint }),
    ...credentials,
    ...(cliConfig === undefined ? {} : { TF_CLI_CONFIG_FILE: cliConfig }),
    ...parallelismOf(target),
    AWS_REGION: target.region,
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    CHECKPOINT_DISABLE: '1',
    // Go's collector takes a fourth of what a run computes, mostly while the provider's schemas are read; it may use a tenth more memory.
    GOGC: '400',
  };
}

/** By variable, since a command that knows no such option (init, show) would refuse it. */
function parallelismOf({ endpoint, parallelism }: Target): Record<string, string> {
  const usual = endpoint === undefined ? usualParallelism.aws : usualParallelism.emulator;
  const option = `-parallelism=${parallelism ?? usual}`;
  return { TF_CLI_ARGS_plan: option, TF_CLI_ARGS_apply: option };
}
