import { readFile } from 'node:fs/promises';
import { parse as parseYaml } from 'yaml';
import { CliError, usage } from '../../client/errors';
import { exitCodes, success } from '../../client/exit-codes';
import { counted } from '../../domain/base/counted';
import { issuesOf } from '../../domain/base/parse';
import { hour } from '../../domain/base/time';
import { estimateCost } from '../../domain/cost/estimate';
import { resourcesOfPlan } from '../../domain/cost/plan-resources';
import { parseTtl } from '../../domain/lease';
import { describeFinding, type Judgement, judgePolicy } from '../../domain/policy/judge-policy';
import { Policy } from '../../domain/policy/policy';
import type { PolicyFacts } from '../../domain/policy/policy-facts';
import { holdsData } from '../../domain/resources/stateful';
import { parsePlan } from '../../domain/terraform/plan-json';
import { type CliCommand, examples } from '../command';

interface Options {
  plan?: string;
  template: string;
  team?: string;
  target: string;
  region: string;
  ttl: string;
  permanent?: true;
}

/** `idp policy test`: asks a policy on this machine what it says of a plan; no control plane is asked. */
export const testPolicy: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<what>', "'test'")
      .argument('<file>', 'the policy, as YAML or JSON')
      .option('--plan <file>', "a plan to judge, as 'terraform show -json' prints it")
      .option('--template <name>', 'the template that it is of', 'any')
      .option('--team <name>', 'the team that it is of')
      .option('--target <name>', 'the target that it is for', 'any')
      .option('--region <region>', 'the region that it is for', 'us-east-1')
      .option('--ttl <time>', 'the length of the lease', '7d')
      .option('--permanent', 'a permanent lease')
      .addHelpText(
        'after',
        examples('idp policy test policy.yaml', 'idp policy test policy.yaml --plan plan.json --ttl 3d'),
      ),
  unused: () => ['url', 'profile'],
  async run({ screen }, options, what) {
    const { second: file } = options;
    if (what !== 'test' || file === undefined)
      throw usage('The policy is missing.', "Use 'idp policy test <file> --plan <file>'.");
    const policy = await readPolicy(file);
    if (options.plan === undefined) {
      screen.show(policy, () => [
        `Policy ${policy.version} is valid: ${counted(policy.rules.length, 'rule')}.`,
      ]);
      return success;
    }
    const judgement = judgePolicy(policy, await factsOf(options.plan, options));
    screen.show(judgement, () => linesOf(judgement));
    return judgement.verdict === 'deny' ? exitCodes.unsuccessful : success;
  },
};

async function readPolicy(file: string): Promise<Policy> {
  const parsed = Policy.safeParse(await readDocument(file));
  if (parsed.success) return parsed.data;
  throw new CliError('invalid', `${file} is not a valid policy.`, {
    code: 'InvalidPolicy',
    issues: issuesOf(parsed.error),
  });
}

/** JSON is YAML too. */
async function readDocument(file: string): Promise<unknown> {
  try {
    return parseYaml(await readFile(file, 'utf8'));
  } catch (error) {
    throw usage(`${file} cannot be read: ${(error as Error).message}`);
  }
}

async function factsOf(file: string, options: Options): Promise<PolicyFacts> {
  const plan = parsePlan(await readDocument(file));
  const { template, team = null, target, region } = options;
  const leaseMs = options.permanent ? null : parseTtl(options.ttl);
  const leaseHours = leaseMs === null ? null : leaseMs / hour;
  const cost = estimateCost(resourcesOfPlan(plan), { region, leaseHours });
  return { template, team, target, region, cost, leaseMs, changes: plan.resource_changes, holdsData };
}

const verdicts = { allow: 'allowed', approve: 'needs the approval of another person', deny: 'denied' };

function linesOf({ version, verdict, findings }: Judgement): string[] {
  const each = findings.map(
    (one) => `  ${one.then === 'deny' ? 'deny   ' : 'approve'}  ${describeFinding(one)}`,
  );
  return [`By policy ${version} the plan is ${verdicts[verdict]}.`, ...each];
}
