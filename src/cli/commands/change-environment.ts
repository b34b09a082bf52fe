import type { Command } from 'commander';
import type { EstimateView } from '../../client/api';
import type { ChangeEnvironmentBody, EnvironmentView } from '../../client/typed/types';
import { monthlyInShort, monthlyInWords } from '../../domain/cost/money';
import { type CliCommand, collect, examples, pages, waits } from '../command';
import type { Context } from '../context';
import { usage } from '../../client/errors';
import { readInputs } from '../inputs';
import { describeDifference } from '../print/cost';
import { refuseDenied, renderPolicy } from '../print/policy';
import { describeChanges, describeUpgrade } from '../print/inputs';
import { renderFields } from '../../client/text/table';
import { confirm } from '../prompt';
import { reportProvision } from '../report-provision';

interface Options {
  input?: string[];
  inputFile?: string;
  unset?: string[];
  version?: string;
  planOnly?: true;
  yes?: true;
  wait: boolean;
}

/** `idp update`: shows what would be other than now and what that costs, asks, and follows the work. */
export const changeEnvironment: CliCommand<Options> = {
  describe,
  async run(context, options, name) {
    const { api } = context;
    const present = await api.getEnvironment(name);
    const body = await bodyOf(options, present, api);
    const estimated = await summarize(present, body, context);
    refuseDenied(estimated);
    if (body.planOnly !== true) await confirm(context, options.yes);
    const started = await api.changeEnvironment(name, body);
    return reportProvision(context, started, { wait: options.wait, estimated: estimated.estimate });
  },
};

function describe(command: Command): void {
  command
    .argument('<name>', 'the environment')
    .option('-i, --input <key=value>', 'an input to change; others keep their values; repeatable', collect)
    .option('--input-file <file>', 'a JSON or YAML file with inputs; --input overrides it')
    .option('--unset <name>', "an input to reset to the template's default; repeatable", collect)
    .option(
      '--version <version>',
      'another version of the template; inputs that it does not have are dropped and listed',
    )
    .option('--plan-only', "plan and price only; apply it with 'idp approve'")
    .option('-y, --yes', 'do not ask for confirmation')
    .addOption(waits())
    .addOption(pages())
    .option('--no-wait', 'do not wait until it is done')
    .addHelpText(
      'after',
      examples(
        'idp update foo -i desired_count=2',
        'idp update foo --unset desired_count',
        'idp update foo --version 1.1.0 --plan-only',
      ),
    );
}

async function bodyOf(
  options: Options,
  { template }: EnvironmentView,
  api: Context['api'],
): Promise<ChangeEnvironmentBody> {
  const { version, planOnly, unset } = options;
  const manifest = async () => (await api.getTemplate(template.name, version ?? template.version)).manifest;
  const inputs = await readInputs(options, manifest);
  if (inputs === undefined && unset === undefined && version === undefined)
    throw usage('There is nothing to change. Use --input, --input-file, --unset or --version.');
  return {
    ...(inputs && { inputs }),
    ...(unset && { unset }),
    ...(version !== undefined && { version }),
    ...(planOnly && { planOnly }),
  };
}

/** Shows the difference and returns what the control plane says of it. */
async function summarize(
  { name, template, target, inputs: given, cost }: EnvironmentView,
  body: ChangeEnvironmentBody,
  { api, screen }: Context,
): Promise<EstimateView> {
  const version = body.version ?? template.version;
  const { inputs, unset } = body;
  const draft = {
    template: template.name,
    version,
    target,
    changes: name,
    ...(inputs && { inputs }),
    ...(unset && { unset }),
  };
  const estimated = await api.estimateCost(draft);
  const { estimate, inputs: after, change } = estimated;
  const before = change?.before ?? given;
  const versions = version === template.version ? version : `${template.version} -> ${version}`;
  const was = `now ${monthlyInShort(cost)}, ${describeDifference(cost, estimate, 'now')}`;
  screen.say(
    screen.paint.bold('Change'),
    ...renderFields(
      [
        ['Name', name],
        ['Template', `${template.name} ${versions}`],
        ...describeUpgrade(change?.upgrade, { given, after }),
        ['Inputs', describeChanges(before, after, { given: inputs, upgrade: change?.upgrade })],
        ['Cost', `${monthlyInWords(estimate)} (${was})`],
        ['Not priced', estimate.unpriced.join('; ') || undefined],
      ],
      screen.paint.columns,
    ),
    ...renderPolicy(estimated, screen.paint),
  );
  return estimated;
}
