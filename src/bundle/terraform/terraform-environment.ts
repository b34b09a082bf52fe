import { inheritedEnvironment, terraformVariables } from '../../config/machine';
import type { Target } from '../../config/target';

/** Where the provider finds the build's own identity, from which it assumes the target's role. */
const identity = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_PROFILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
];

/** Terraform's own default: more would only meet the rate limits of AWS's APIs. An emulator has none. */
const usualParallelism = { aws: 10, emulator: 30 } as const;

/** The environment of every Terraform command of a run. */
export function terraformEnvironment(target: Target, cliConfig: string | undefined): Record<string, string> {
  return {
    // Everything else (the hub's endpoints above all) stays with the runner.
    ...inheritedEnvironment(terraformVariables),
    ...inheritedEnvironment(identity),
    ...(target.endpoint === undefined ? {} : emulatorVariables(target.endpoint)),
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

function emulatorVariables(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_EC2_METADATA_DISABLED: 'true',
    // A profile of the person at this machine must not decide where calls go.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}
