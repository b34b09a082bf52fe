import { Argument } from 'commander';
import { usage } from '../../client/errors';
import { type CliCommand, examples, widens } from '../command';
import { showTargets } from '../commands/list-targets';
import type { Context } from '../context';
import { quotaNotes, renderModule, renderTarget } from './render-target';
import { addFlags } from './target-flags';
import { bodyToAdd, bodyToUpdate, type TargetFlags } from './target-body';

interface Options extends TargetFlags {
  wide?: true;
}

type Work = (context: Context, name: string | undefined, options: Options) => Promise<void>;

/** What can be done, by the word that is typed. */
const works = {
  list: (context, _name, { wide }) => showTargets(context, wide),
  show: async ({ api, screen, world }, name) => {
    const target = await api.getTarget(needed(name));
    screen.show(target, () => renderTarget(target, { paint: screen.paint, now: world.now() }));
  },
  add: async ({ api, screen }, name, flags) => {
    const target = await api.addTarget(bodyToAdd(needed(name), flags));
    screen.show(target, () => [
      `Added the target ${screen.paint.bold(target.name)}. The owner of its account applies:`,
      '',
      ...renderModule(target),
      '',
      screen.paint.dim(`idp create --target ${target.name}`),
    ]);
  },
  update: async ({ api, screen, world }, name, flags) => {
    const target = await api.updateTarget(needed(name), bodyToUpdate(flags));
    screen.show(target, () => [
      'Changed the target.',
      '',
      ...renderTarget(target, { paint: screen.paint, now: world.now() }),
      ...quotaNotes(target.services),
    ]);
  },
  remove: async ({ api, screen }, name) => {
    const target = await api.removeTarget(needed(name));
    screen.show(target, () => [
      `The target ${screen.paint.bold(target.name)} takes nothing new from now on, and ends in a quarter of an hour if nothing lives there then.`,
      screen.paint.dim(`idp targets show ${target.name}`),
    ]);
  },
} satisfies Record<string, Work>;

const ofBoth = [
  'also',
  'role',
  'externalId',
  'boundary',
  'service',
  'parallelism',
  'slots',
  'for',
  'team',
  'allow',
  'previews',
];
const flagsOf: Readonly<Record<string, readonly string[]>> = {
  list: ['wide'],
  add: ['account', 'region', ...ofBoth],
  update: [...ofBoth, 'unset'],
};

/** `idp targets`: where environments may live; administrators add, change and remove them. */
export const targets: CliCommand<Options> = {
  describe: (command) =>
    addFlags(command)
      .addArgument(new Argument('[action]', 'what to do; default: list').choices(Object.keys(works)))
      .argument('[target]', 'its name')
      .addOption(widens())
      .addHelpText(
        'after',
        examples(
          'idp targets',
          'idp targets add payments --account 444455556666 --region eu-central-1 --team payments',
          'idp targets show payments',
          'idp targets update payments --service s3 --service iam',
          'idp targets remove payments',
        ),
      ),
  unused: (_options, action) => {
    const used = flagsOf[action || 'list'] ?? [];
    return [...new Set(Object.values(flagsOf).flat())].filter((flag) => !used.includes(flag));
  },
  run: (context, { second: name, ...options }, action) => {
    const work: Work = works[(action || 'list') as keyof typeof works];
    return work(context, name, options);
  },
};

function needed(name: string | undefined): string {
  if (name !== undefined) return name;
  throw usage("Name the target; 'idp targets' shows them.");
}
