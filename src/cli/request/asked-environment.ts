import { type Command, Option } from 'commander';
import type { CreateEnvironmentBody } from '../../client/typed/types';
import type { EstimateView } from '../../client/api';
import { usage } from '../../client/errors';
import { renderFields } from '../../client/text/table';
import { formatInstant } from '../../client/text/time';
import { collect } from '../command';
import type { Context } from '../context';
import { readBody, readInputs, splitReferences } from '../inputs';
import { renderEstimate } from '../print/estimate';
import { describeGiven } from '../print/inputs';
import { renderPolicy } from '../print/policy';

/** The flags that name a part of a request for an environment. */
export interface AskedOptions {
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
}

/** The same as code names them. */
export const partsOfBody = [
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

/** The flags of whatever asks for an environment, or what one would cost. */
export function describeParts(command: Command): Command {
  return command
    .option('-t, --template <name>', "the template ('idp templates' lists them)")
    .option('-n, --name <name>', 'its name (default: generated)')
    .option('--ttl <time>', "length of the lease: 30m, 36h, 7d, 2w (default: the template's)")
    .addOption(new Option('--permanent', 'a permanent lease, if the template allows it').conflicts('ttl'))
    .option('--sleep <times>', "when it sleeps: '20:00-07:00 Europe/Berlin'")
    .option(
      '-i, --input <key=value>',
      "an input of the template ('idp template' lists them), or ref:env:<environment>.<output>; repeatable",
      collect,
    )
    .option('--input-file <file>', 'a JSON or YAML file with inputs; --input overrides it')
    .option('--version <version>', 'a version of the template (default: the newest)')
    .option('--target <name>', "the target to build it in ('idp targets' lists them)")
    .option('--team <name>', 'one of your teams, whose members may operate it too');
}

/** The request that the flags spell out. */
export async function bodyOf(options: AskedOptions, { api, world }: Context): Promise<CreateEnvironmentBody> {
  if (options.data !== undefined) return (await readBody(options.data)) as CreateEnvironmentBody;
  const { template, ttl, permanent, sleep, version, target, team, owner, planOnly } = options;
  if (template === undefined) throw await whichTemplate(api);
  const manifest = async () => (await api.getTemplate(template, version)).manifest;
  const { references, input } = splitReferences(options.input);
  const inputs = await readInputs({ ...options, input }, manifest);
  return {
    name: options.name ?? makeUpName(template, await world.newId()),
    template,
    ...(ttl !== undefined && { ttl }),
    ...(permanent && { permanent }),
    ...(sleep !== undefined && { sleep }),
    ...(inputs && { inputs }),
    ...(references && { references }),
    ...(version !== undefined && { version }),
    ...(target !== undefined && { target }),
    ...(team !== undefined && { team }),
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
export function makeUpName(template: string, id: string): string {
  return `${template.slice(0, 27).replace(/-+$/, '')}-${id.slice(-4).toLowerCase()}`;
}

/** What the control plane says of a request before it is made: what it fills in, what that costs, and what the policy says. */
export function estimateOf(body: CreateEnvironmentBody, { api }: Context): Promise<EstimateView> {
  const { name, template, version, inputs, references, ttl, permanent, sleep, target, team } = body;
  return api.estimateCost({
    name,
    template,
    version,
    inputs,
    references,
    ttl,
    permanent,
    sleep,
    target,
    team,
  });
}

/** The same for a person who has to decide. */
export async function renderRequest(
  estimated: EstimateView,
  body: CreateEnvironmentBody,
  { api, screen, world }: Context,
): Promise<string[]> {
  const { inputs, lease, template } = estimated;
  const owner = body.owner ?? (await api.getMe()).id;
  return [
    screen.paint.bold('Environment'),
    ...renderFields(
      [
        ['Name', body.name],
        ['Template', `${template.name} ${template.version}`],
        ['Owner', owner],
        ['Team', body.team],
        ['TTL', lease.ttl],
        ['Expires', lease.expiresAt === null ? 'never' : formatInstant(lease.expiresAt)],
        ['Inputs', describeGiven(inputs, body.inputs)],
      ],
      screen.paint.columns,
    ),
    '',
    ...renderEstimate(estimated, screen.paint, world.now()),
    '',
    ...renderPolicy(estimated, screen.paint),
  ];
}
