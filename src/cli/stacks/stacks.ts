import { Argument } from 'commander';
import { usage } from '../../client/errors';
import { type CliCommand, collect, examples } from '../command';
import { outputOption, stackProfileOption } from '../compliance/check-options';
import type { Context } from '../context';
import type { StackOptions } from './stack-options';

type Work = (context: Context, options: StackOptions, what: string | undefined) => Promise<number | void>;

/** What can be done, by the word that is typed; each is loaded when it is asked for. */
const works = {
  list: async (context, options) => (await import('./list-stacks')).listStacks(context, options),
  show: async (context, options, what) =>
    (await import('./show-stack')).showStack(context, options, stackIn(what, 'show')),
  validate: async (context, options, what) =>
    (await import('./validate-stacks')).validateStacks(context, {
      ...options,
      folder: what ?? options.folder,
    }),
  graph: async (context, options, what) =>
    (await import('./graph-stack')).graphStack(context, options, stackIn(what, 'graph')),
  plan: async (context, options, what) =>
    (await import('./plan-stack')).planStack(context, options, stackIn(what, 'plan')),
  check: async (context, options, what) =>
    (await import('./check-stacks')).checkStacks(context, options, what),
  affected: async (context, options) => (await import('./affected-stacks')).affectedStacks(context, options),
} satisfies Record<string, Work>;

const flagsOf: Readonly<Record<string, readonly string[]>> = {
  list: ['folder'],
  show: ['folder', 'templates', 'sources'],
  validate: ['folder', 'templates'],
  graph: ['folder', 'templates', 'dot', 'mermaid'],
  plan: ['folder', 'full'],
  affected: ['folder', 'templates', 'with'],
  check: ['folder', 'all', 'exceptions', 'full'],
};
const allFlags = ['folder', 'templates', 'sources', 'dot', 'mermaid', 'full', 'with', 'all', 'exceptions'];

/** `idp stacks`: environments that are configured together, from the files of a folder. */
export const stacks: CliCommand<Omit<StackOptions, 'words'>> = {
  describe: (command) =>
    command
      .addArgument(new Argument('<action>', 'what to do').choices(Object.keys(works)))
      .argument(
        '[stack]',
        'show, graph, plan, check: the stack; validate: the folder; affected: the commit to compare with',
      )
      .argument('[to]', 'affected: the commit that is compared (default: the files as they are)')
      .option('--folder <folder>', 'the folder of the stacks (default: stacks, or this folder)')
      .option('--templates <folder>', 'take templates from this folder and not from the control plane')
      .option('--sources', 'show: the file and line of each value, and what it overrode')
      .option('--dot', 'graph: as Graphviz reads it')
      .option('--full', 'plan: every attribute of every resource; check: also what passed')
      .option('--mermaid', 'graph: as Mermaid reads it')
      .option(
        '--with <template=version>',
        'affected: try this version of a template, whatever components say; may be repeated',
        collect,
      )
      .option('--all', 'check: every stack of the folder')
      .option('--exceptions <file>', 'check: what does not count (default: compliance.yaml, if there is one)')
      .addOption(stackProfileOption())
      .addOption(outputOption())
      .addHelpText(
        'after',
        examples(
          'idp stacks validate',
          'idp stacks validate ./stacks --templates ./terraform/templates',
          'idp stacks show dev --sources',
          'idp stacks graph dev --mermaid',
          'idp stacks plan dev',
          'idp stacks affected origin/main',
          'idp stacks affected --with vpc=2',
          'idp stacks check dev --profile soc2',
          'idp stacks check --all --profile pci --output markdown',
        ),
      ),
  otherwise: (action) => (action === 'check' ? ['profile'] : []),
  unused: (_options, action) => {
    const used = flagsOf[action] ?? [];
    return allFlags.filter((flag) => !used.includes(flag));
  },
  run: (context, options, action) => {
    refuseMarkdown(options, action);
    const work: Work = works[action as keyof typeof works];
    return work(context, options, options.second);
  },
};

/** Only a check is put into a pull request as it is. */
function refuseMarkdown({ output }: StackOptions, action: string): void {
  if (output === 'markdown' && action !== 'check')
    throw usage(`'idp stacks ${action}' does not print Markdown.`, 'Use --output json or yaml.');
}

function stackIn(what: string | undefined, action: string): string {
  if (what !== undefined) return what;
  throw usage(`Name the stack: 'idp stacks ${action} <stack>'.`, "'idp stacks list' lists them.");
}
