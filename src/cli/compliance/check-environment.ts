import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CliError, usage } from '../../client/errors';
import { assessPlan } from '../../domain/compliance/assess-plan';
import type { Assessed } from '../../domain/compliance/report';
import { parsePlan } from '../../domain/terraform/plan-json';
import { type CliCommand, examples } from '../command';
import type { Context } from '../context';
import { assessEnvironment } from './assess-environment';
import { addCheckOptions, type ComplianceOptions, outputOption, profileOption } from './check-options';
import { profileIn, showReport } from './show-report';

interface Options extends ComplianceOptions {
  plan?: string;
}

/** `idp check`: what an environment, or a plan in a file, fails of a standard. */
export const checkEnvironment: CliCommand<Omit<Options, 'output' | 'profile'>> = {
  describe: (command) =>
    addCheckOptions(
      command
        .argument('[name]', 'the environment')
        .addOption(profileOption())
        .option(
          '--plan <file>',
          "a plan in its place, as 'terraform show -json' prints it; asks no control plane",
        ),
    )
      .addOption(outputOption())
      .addHelpText(
        'after',
        examples(
          'idp check foo --profile basic',
          'idp check foo --profile soc2 --output markdown',
          'idp check --plan plan.json --profile pci',
        ),
      ),
  otherwise: () => ['profile'],
  unused: ({ plan }) => (plan === undefined ? [] : ['url']),
  async run(context, options, name) {
    const typed: ComplianceOptions = options;
    profileIn(typed);
    return showReport(context, [await assessedBy(context, options, name)], typed);
  },
};

async function assessedBy(context: Context, { plan }: Options, name: string): Promise<Assessed> {
  if (plan !== undefined && name !== '')
    throw usage('An environment and --plan cannot be combined.', 'Remove one of them.');
  if (plan !== undefined) return assessFile(context.world.cwd, plan);
  if (name === '') throw usage('The environment is missing.', "Use 'idp check <name> --profile <profile>'.");
  return assessEnvironment(context, await context.api.getEnvironment(name));
}

async function assessFile(cwd: string, file: string): Promise<Assessed> {
  try {
    const json: unknown = JSON.parse(await readFile(resolve(cwd, file), 'utf8'));
    return { environment: file, plan: null, assessment: assessPlan(parsePlan(json)) };
  } catch (cause) {
    throw new CliError('invalid', `${file} is not a plan: ${(cause as Error).message}`, {
      code: 'InvalidPlan',
      hints: ["Write it with 'terraform show -json <plan> > plan.json'."],
      cause,
    });
  }
}
