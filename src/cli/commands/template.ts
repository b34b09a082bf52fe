import { usage } from '../../client/errors';
import { type CliCommand, collect, examples } from '../command';
import type { Context } from '../context';
import { acceptTemplate, retireTemplate } from '../templates/decide-template';
import { getTemplate } from '../templates/get-template';

interface Options {
  version?: string;
  from?: string;
  team?: string;
  reason?: string;
  trial: boolean;
  yes?: true;
  input?: string[];
  inputFile?: string;
  target?: string;
  git?: string;
  ref?: string;
  path?: string;
}

type Work = (context: Context, what: string, options: Options) => Promise<number | void>;

/** What can be done besides looking at one, by the word that is typed. */
const works: Readonly<Record<string, Work>> = {
  init: async (context, folder, { from }) =>
    (await import('../templates/init-template')).initTemplate(context, folder, from),
  update: async (context, folder, { from }) =>
    (await import('../templates/update-template')).updateTemplate(context, folder, from),
  check: async (context, folder, options) =>
    (await import('../templates/check-template')).checkTemplate(context, folder, options),
  accept: (context, name, options) => acceptTemplate(context, name, versionIn(options)),
  deprecate: (context, name, options) => retireTemplate(context, name, retirementIn(options, 'deprecated')),
  withdraw: (context, name, options) => retireTemplate(context, name, retirementIn(options, 'withdrawn')),
};

const flagsOf: Readonly<Record<string, readonly (keyof Options)[]>> = {
  init: ['from'],
  update: ['from'],
  check: ['team', 'trial', 'yes', 'input', 'inputFile', 'target'],
  publish: ['team', 'git', 'ref', 'path'],
  accept: ['version'],
  deprecate: ['version', 'reason'],
  withdraw: ['version', 'reason'],
};
const allFlags = [
  'version',
  'from',
  'team',
  'reason',
  'trial',
  'yes',
  'input',
  'inputFile',
  'target',
  'git',
  'ref',
  'path',
] as const;

/** `idp template`: what a template asks for and promises, and templates of a team's own. */
export const template: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument(
        '<template>',
        'the template to show; or init, update, check, publish, accept, deprecate or withdraw',
      )
      .argument(
        '[what]',
        'the folder to init, update, check or publish; the template to accept, deprecate or withdraw',
      )
      .option('--version <version>', 'a version of the template (default: the newest)')
      .option(
        '--from <module>',
        'init, update: the module that the template is, such as terraform-aws-modules/vpc/aws@5.21.0',
      )
      .option('--team <team>', 'check, publish: the team whose template it is (default: yours)')
      .option('--reason <text>', 'deprecate, withdraw: why, and what to use instead')
      .option('--no-trial', 'check: do not build it')
      .option('-i, --input <key=value>', 'check: an input of the trial; repeatable', collect)
      .option('--input-file <file>', 'check: a JSON or YAML file with inputs; --input overrides it')
      .option('--target <name>', 'check: the target to build it in')
      .option('--git <repository>', 'publish: read it from a repository: its address, or its folder')
      .option('--ref <ref>', 'publish: the branch, tag or commit to read')
      .option('--path <folder>', 'publish: the folder of the template in the repository')
      .option('-y, --yes', 'check: do not ask for confirmation')
      .addHelpText(
        'after',
        examples(
          'idp template api-database',
          'idp template init ./vpc --from terraform-aws-modules/vpc/aws@5.21.0',
          'idp template update ./vpc --from terraform-aws-modules/vpc/aws@6.0.0',
          'idp template check ./vpc --input size=2',
          'idp template publish ./vpc --team shop',
          'idp template publish --git https://github.com/acme/templates --ref v1.0.0 --path vpc --team shop',
          'idp template accept shop/vpc --version 1.0.0',
          "idp template withdraw shop/vpc --version 1.0.0 --reason 'use 1.0.1'",
        ),
      ),
  unused: (_options, word) => {
    const used = flagsOf[word] ?? ['version'];
    return allFlags.filter((flag) => !used.includes(flag));
  },
  async run(context, options, word) {
    const { second: what } = options;
    const work = works[word];
    if (word === 'publish') return publish(context, what, options);
    if (work === undefined) return getTemplate(context, word, options.version);
    if (what === undefined) throw usage(`Name what to ${word}: 'idp template ${word} <${objectOf(word)}>'.`);
    return work(context, what, options);
  },
};

async function publish(context: Context, folder: string | undefined, options: Options): Promise<void> {
  const { team, git, ref, path } = options;
  if (folder !== undefined && git !== undefined) throw usage('Name a folder or --git, not both.');
  const { publishTemplate } = await import('../templates/publish-template');
  return publishTemplate(context, { folder, team, git, ref, path });
}

function objectOf(word: string): string {
  return ['init', 'update', 'check'].includes(word) ? 'folder' : 'template';
}

function retirementIn(options: Options, as: 'deprecated' | 'withdrawn') {
  const { reason } = options;
  if (reason === undefined) throw usage('Say why, and what to use instead, with --reason.');
  return { version: versionIn(options), as, reason };
}

function versionIn({ version }: Options): string {
  if (version !== undefined) return version;
  throw usage('Name the version with --version.');
}
