import type { Command } from 'commander';
import { Option } from 'commander';
import type { CreateEnvironmentBody } from '../../client/typed/types';
import type { EstimateView } from '../../client/api';
import { type CliCommand, collect, examples, pages, waits } from '../command';
import type { Context } from '../context';
import { usage } from '../../client/errors';
import { readBody, readInputs } from '../inputs';
import { renderEstimate } from '../print/estimate';
import { describeGiven } from '../print/inputs';
import { renderFields } from '../../client/text/table';
import { formatInstant } from '../../client/text/time';
import { confirm } from '../prompt';
import { reportProvision } from '../report-provision';

interface Options {
  template?: string;
  name?: string;
  ttl?: string;
  permanent?: true;
  sleep?: string;
  input?: string[];
  inputFile?: string;
  version?: string;
  target?: string;
  team?: string;
  owner?: string;
  data?: string;
  planOnly?: true;
  yes?: true;
  wait: boolean;
}

/** `idp create`: shows what it would make and cost, asks, and follows the work to its end. */
export const createEnvironment: CliCommand<Options> = {
  describe,
  async run(context, options) {
    const body = await bodyOf(options, context);
    const { estimate } = await summarize(body, context);
    if (body.planOnly !== true) await confirm(context, options.yes);
    const started = await context.api.createEnvironment(body);
    return reportProvision(context, started, { wait: options.wait, estimated: estimate });
  },
};

/** The flags that name a part of the request, as code names them. */
const partsOfBody = [
  'template',
  'name',
  'ttl',
  'permanent',
  'sleep',
  'input',
  'inputFile',
  'version',
  'target',
  'team',
  'owner',
  'planOnly',
];

function describe(command: Command): void {
  command
    .option('-t, --template <name>', "the template ('idp templates' lists them)")
    .option('-n, --name <name>', 'its name (default: generated)')
    .option('--ttl <time>', "length of the lease: 30m, 36h, 7d, 2w (default: the template's)")
    .addOption(new Option('--permanent', 'a permanent lease, if the template allows it').conflicts('ttl'))
    .option('--sleep <times>', "when it sleeps: '20:00-07:00 Europe/Berlin'")
    .option(
      '-i, --input <key=value>',
      "an input of the template ('idp template' lists them); repeatable",
      collect,
    )
    .option('--input-file <file>', 'a JSON or YAML file with inputs; --input overrides it')
    .option('--version <version>', 'a version of the template (default: the newest)')
    .option('--target <name>', "the target to build it in ('idp targets' lists them)")
    .option('--team <name>', 'one of your teams, whose members may operate it too')
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
        'idp create --template api-database --name foo --ttl 7d',
        'idp create -t playground -n try --ttl 1h -i resources=5 --yes',
        'idp create -t api-service -n web --plan-only',
      ),
    );
}

async function bodyOf(options: Options, context: Context): Promise<CreateEnvironmentBody> {
  const { api, world } = context;
  if (options.data !== undefined) return (await readBody(options.data)) as CreateEnvironmentBody;
  const { template, ttl, permanent, sleep, version, target, team, owner, planOnly } = options;
  if (template === undefined && mayAsk(options, context)) return guided(options, context);
  if (template === undefined) throw await whichTemplate(api);
  const manifest = async () => (await api.getTemplate(template, version)).manifest;
  const inputs = await readInputs(options, manifest);
  return {
    name: options.name ?? makeUpName(template, await world.newId()),
    template,
    ...(ttl !== undefined && { ttl }),
    ...(permanent && { permanent }),
    ...(sleep !== undefined && { sleep }),
    ...(inputs && { inputs }),
    ...(version !== undefined && { version }),
    ...(target !== undefined && { target }),
    ...(team !== undefined && { team }),
    ...(owner !== undefined && { owner }),
    ...(planOnly && { planOnly }),
  };
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

async function whichTemplate(api: Context['api']) {
  const templates = await api.listTemplates();
  return usage(
    'The template is missing. Use --template <name>.',
    ...templates.map(({ name, title }) => `  ${name}  ${title}`),
  );
}

/** A name that says what it is and will hardly be taken: `api-service-k3f9`. */
function makeUpName(template: string, id: string): string {
  return `${template.slice(0, 27).replace(/-+$/, '')}-${id.slice(-4).toLowerCase()}`;
}

/** Shows what is asked for, with everything the control plane fills in, and what it will cost. */
async function summarize(
  body: CreateEnvironmentBody,
  { api, screen, world }: Context,
): Promise<EstimateView> {
  const { name, template, version, inputs: asked, ttl, permanent, sleep, target } = body;
  const draft = { name, template, version, inputs: asked, ttl, permanent, sleep, target };
  const [estimated, me] = await Promise.all([api.estimateCost(draft), api.getMe()]);
  const { inputs, lease, template: made } = estimated;
  screen.say(
    screen.paint.bold('Environment'),
    ...renderFields(
      [
        ['Name', body.name],
        ['Template', `${made.name} ${made.version}`],
        ['Owner', body.owner ?? me.id],
        ['Team', body.team],
        ['TTL', lease.ttl],
        ['Expires', lease.expiresAt === null ? 'never' : formatInstant(lease.expiresAt)],
        ['Inputs', describeGiven(inputs, asked)],
      ],
      screen.paint.columns,
    ),
    '',
    ...renderEstimate(estimated, screen.paint, world.now()),
    '',
  );
  return estimated;
}
