import { CliError, usage, withHints } from '../../client/errors';
import { exitCodes, success } from '../../client/exit-codes';
import { followEnvironment, isDestroyOver, isRunOver } from '../../client/follow-environment';
import { describeTrouble } from '../../client/text/failure';
import type { EnvironmentView } from '../../client/typed/types';
import { formatInstant } from '../../client/text/time';
import type { Inputs } from '../../domain/template/template';
import type { Context } from '../context';
import { type InputOptions, readInputs } from '../inputs';
import { describeCost } from '../print/cost';
import { headline } from '../print/environment';
import { renderReceipt } from '../print/receipt';
import { suggestNext } from '../print/next-commands';
import type { PackedTemplate } from '../../client/templates/publish-folder';
import { endTrial, requestTrial, trialInputs, trialTtl } from '../../client/templates/trial';
import { decidePlan } from './decide-trial-plan';

/** What a trial is made with. */
export interface TrialOptions extends InputOptions {
  folder: string;
  target?: string;
  yes?: true;
}

/** How a trial ended: what a program and a person are told. */
export interface TrialReport {
  code: number;
  trial: { name: string; id: string; built: boolean; life: unknown };
  lines: string[];
}

/**
 * Makes an environment of a bundle that is not published, and destroys it again: planned, priced, approved, built, gone with its
 * receipt. Whatever stops this program, the lease ends it within the hour.
 */
export async function tryTemplate(
  context: Context,
  packed: PackedTemplate,
  options: TrialOptions,
): Promise<TrialReport> {
  const inputs = await inputsOf(packed, options);
  const started = await begin(context, packed, { ...options, inputs });
  const { screen } = context;
  screen.say(
    `Trial ${screen.paint.bold(started.name)} of ${packed.name}, destroyed at ${endOf(started)} at the latest.`,
  );
  const built = await build(context, started, options.yes).catch((error: unknown) =>
    leave(context, started, error),
  );
  return end(context, started, built);
}

/** What is given, and for other required inputs the first example of the template. */
async function inputsOf({ bundle, name }: PackedTemplate, options: TrialOptions): Promise<Inputs> {
  const given = await readInputs(options, () => Promise.resolve(bundle.manifest));
  const { inputs, missing } = trialInputs(bundle.manifest, given);
  if (missing.length === 0) return inputs;
  throw usage(
    `${name} can be published, but its trial needs values for required inputs: ${missing.join(', ')}.`,
    `Give them with '--input ${missing[0]}=<value>', add examples to template.yaml, or use --no-trial.`,
  );
}

async function begin(
  context: Context,
  packed: PackedTemplate,
  { inputs, target, yes }: TrialOptions & { inputs: Inputs },
): Promise<EnvironmentView> {
  const { api, world } = context;
  const { name } = packed;
  const trial = await requestTrial(context, packed);
  return api.createEnvironment({
    name: nameFor(name.split('/')[1] ?? '', await world.newId()),
    template: name,
    trial: trial.bundle,
    ttl: trialTtl,
    inputs,
    ...(target !== undefined && { target }),
    ...(yes !== true && { planOnly: true }),
  });
}

/** A name that an environment may have, whatever the template is called. */
function nameFor(template: string, id: string): string {
  const within = template.replace(/-+/g, '-').slice(0, 23).replace(/-$/, '');
  return `try-${within}-${id.slice(-4).toLowerCase()}`;
}

/** Whether it was built; what waits for a decision is decided here where that is allowed, and else waited for. */
async function build(context: Context, started: EnvironmentView, yes: true | undefined): Promise<boolean> {
  const run = started.run?.id ?? '';
  let view = await followEnvironment(context, started, isRunOver(run));
  if (view.run?.phase === 'awaiting-approval') view = await decidePlan(context, view, yes);
  const { paint } = context.screen;
  const built = view.status === 'ready';
  context.screen.say(headline(view, paint), ...(built ? describeCost(view) : describeTrouble(view, paint)));
  return built;
}

/** Of what could not be followed to its end, the life is destroyed all the same, unless nobody waits any more. */
function leave({ world, screen }: Context, started: EnvironmentView, error: unknown): false {
  const { name } = started;
  if (!(error instanceof CliError) || world.interrupted.aborted || error.kind === 'interrupted')
    throw error instanceof CliError
      ? withHints(
          error,
          `The trial ${name} is destroyed at ${endOf(started)}; 'idp destroy ${name}' does it now.`,
        )
      : error;
  screen.warn(error.message);
  return false;
}

async function end(context: Context, started: EnvironmentView, built: boolean): Promise<TrialReport> {
  const { api, screen, world } = context;
  const { name, id } = started;
  const asked = await endTrial(api, started);
  const ended = await followEnvironment(context, asked, isDestroyOver(world));
  const life = await api.getLife(ended.id);
  const isGone = life.status === 'destroyed';
  return {
    code: built && isGone ? success : exitCodes.unsuccessful,
    trial: { name, id, built, life },
    lines: [
      headline(life, screen.paint),
      ...(isGone
        ? renderReceipt(life, screen.paint)
        : [...describeTrouble(life, screen.paint), ...suggestNext(life, screen.paint)]),
    ],
  };
}

function endOf({ lease }: EnvironmentView): string {
  return lease.expiresAt === null ? 'no time' : formatInstant(lease.expiresAt);
}
