import type { DeployedTarget } from './target-settings';

/** What the names of the roles begin with that runs may take in any account. */
export const provisionerPrefix = 'leasehold-provisioner';

const roleArn = /^arn:aws[a-z-]*:iam::(\d{12}):role\/([\w+=,.@/-]+)$/;

/** The account of a role; undefined where the text is not the ARN of one. */
export function accountOf(arn: string | undefined): string | undefined {
  return arn === undefined ? undefined : roleArn.exec(arn)?.[1];
}

/** The ARN of a role or policy that is given by its ARN, or by its name in an account. */
export function namedArn(account: string, what: 'role' | 'policy', given: string): string {
  return given.startsWith('arn:') ? given : `arn:aws:iam::${account}:${what}/${given}`;
}

/**
 * Why runs could not take a role, as words that follow its field; undefined where they can. A deployment grants them the roles
 * of its own document, and of any account those whose name begins as the module's does.
 */
export function whyNotTaken(role: string, deployed: readonly DeployedTarget[]): string | undefined {
  const [, account, name = ''] = roleArn.exec(role) ?? [];
  if (account === undefined) return 'must be the ARN of a role, or the name of one in the account';
  const emulated = deployed.filter(({ endpoint }) => endpoint !== undefined);
  if (emulated.length > 0 && !emulated.some((one) => accountOf(one.roleArn) === account))
    return `is in the account ${account}, which this local plane does not have (its accounts: ${accountsOf(emulated)})`;
  if (deployed.some((one) => one.roleArn === role) || name.startsWith(provisionerPrefix)) return undefined;
  return `is named ${name}, and runs may take only roles whose name begins with ${provisionerPrefix}, without a path; a role of another name goes into 'targets' of the stage's file in config/ (docs/targets.md)`;
}

function accountsOf(targets: readonly DeployedTarget[]): string {
  return targets.flatMap(({ roleArn: role }) => accountOf(role) ?? []).join(', ');
}
