import { type Command, Option } from 'commander';
import type { CreateEnvironmentBody } from '../../client/typed/types';
import { usage } from '../../client/errors';
import { type CliCommand, examples, pages, waits } from '../command';
import type { CommonOptions, Context } from '../context';
import { readInputs } from '../inputs';
import { refuseDenied } from '../print/policy';
import { confirm } from '../prompt';
import { reportProvision } from '../report-provision';
import {
  type AskedOptions,
  bodyOf,
  describeParts,
  estimateOf,
  makeUpName,
  partsOfBody,
  renderRequest,
} from '../request/asked-environment';

interface Options extends AskedOptions {
  yes?: true;
  wait: boolean;
}

/** `idp create`: shows what it would make and cost, asks, and follows the work to its end. */
export const createEnvironment: CliCommand<Options> = {
  describe,
  async run(context, options) {
    const body = await askedFor(withName(options), context);
    const estimated = await estimateOf(body, context);
    context.screen.say(...(await renderRequest(estimated, body, context)));
    refuseDenied(estimated);
    if (body.planOnly !== true) await confirm(context, options.yes);
    const started = await context.api.createEnvironment(body);
    return reportProvision(context, started, { wait: options.wait, estimated: estimated.estimate });
  },
};

function describe(command: Command): void {
  describeParts(command.argument('[new-name]', 'its name, as with --name'))
    .option('--owner <id>', 'an owner other than you (admins only)')
    .addOption(
      new Option('--data <json>', 'the complete request as JSON or @file, instead of other flags').conflicts(
        partsOfBody,
      ),
    )
    .option('--plan-only', "plan and price only; apply it with 'idp approve'")
    .option('-y, --yes', 'do not ask for confirmation')
    .addOption(waits())
    .addOption(pages())
    .option('--no-wait', 'do not wait until it is ready')
    .addHelpText(
      'after',
      examples(
        'idp create                      # on a terminal: questions, one by one',
        'idp create foo --template api-database --ttl 7d',
        'idp create try -t playground --ttl 1h -i resources=5 --yes',
        'idp create web -t api-service --plan-only',
      ),
    );
}

/** A name may be typed as every other command takes it; two that differ, or one beside a complete request, are refused. */
function withName(options: Options & CommonOptions): Options {
  const [name] = options.words;
  if (name === undefined) return options;
  if (options.data !== undefined)
    throw usage(`--data is the complete request: name the environment '${name}' in it.`);
  if (options.name !== undefined && options.name !== name)
    throw usage(`The environment has two names, '${name}' and '${options.name}': give one.`);
  return { ...options, name };
}

function askedFor(options: Options, context: Context): Promise<CreateEnvironmentBody> {
  const isGuided = options.data === undefined && options.template === undefined && mayAsk(options, context);
  return isGuided ? guided(options, context) : bodyOf(options, context);
}

/** Questions are for a person at a terminal; a script that forgot its template learns so at once. */
function mayAsk({ yes }: Options, { screen, world }: Context): boolean {
  return yes !== true && !screen.json && screen.isInteractive && world.stdin.isTTY === true;
}

async function guided(options: Options, { api, world }: Context): Promise<CreateEnvironmentBody> {
  const { owner, planOnly, sleep } = options;
  const [{ guideCreate }, { createTerminalAsker }] = await Promise.all([
    import('../guide/guide-create'),
    import('../guide/terminal-asker'),
  ]);
  const body = await guideCreate({
    api,
    asker: createTerminalAsker(world),
    given: {
      ...options,
      inputs: (manifest) => readInputs(options, () => Promise.resolve(manifest)),
      makeUpName: async (template) => makeUpName(template, await world.newId()),
    },
  });
  return {
    ...body,
    ...(sleep !== undefined && { sleep }),
    ...(owner !== undefined && { owner }),
    ...(planOnly && { planOnly }),
  };
}
