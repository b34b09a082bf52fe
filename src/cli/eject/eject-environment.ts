import { success } from '../../client/exit-codes';
import { type CliCommand, examples } from '../command';
import type { Context } from '../context';
import { confirm } from '../prompt';
import { type BackendOptions, backendOf, initWords } from './backend';
import { addBackendFlags } from './backend-flags';
import { aboutSecrets, type Ejection, howToUse } from './describe-roots';
import { takeRoot } from './take-root';
import { refuseUsed, writeRoots } from './write-roots';

interface Options extends BackendOptions {
  to: string;
  yes?: true;
}

/** `idp eject`: an environment as plain Terraform that plans no change, with its state, for a backend of one's own. */
export const ejectEnvironment: CliCommand<Options> = {
  describe: (command) => {
    command
      .argument('<name>', 'the environment')
      .requiredOption('--to <folder>', 'the folder that is written; it must not exist yet')
      .option('-y, --yes', 'do not ask for confirmation');
    addBackendFlags(command).addHelpText(
      'after',
      examples(
        'idp eject network --to ./network',
        'idp eject network --to ./network --backend s3 --bucket acme-states --key-prefix shop',
      ),
    );
  },
  run: (context, options, name) => ejectAll(context, options, { what: name, names: [name] }),
};

/** Which environments are ejected, each into a folder of its own where they belong to a stack. */
interface Asked {
  what: string;
  names: readonly string[];
  folderOf?: (name: string) => string;
}

/** Packs all, then writes all; where one cannot be packed nothing is written. */
export async function ejectAll(
  context: Context,
  options: Options,
  { what, names, folderOf = () => '' }: Asked,
): Promise<number> {
  const { screen } = context;
  const backend = backendOf(options);
  await refuseUsed(options.to);
  screen.say(...aboutSecrets);
  await confirm(context, options.yes);
  const ejections: Ejection[] = [];
  for (const name of names) {
    const taken = await takeRoot(context, name);
    ejections.push({ ...taken, name: name.replace('.', '-'), folder: folderOf(name) });
  }
  await writeRoots(options.to, ejections, { backend, howTo: howToUse(what, ejections, backend) });
  screen.show(documentOf(options.to, ejections), () => describe(options.to, ejections, initWords(backend)));
  return success;
}

function documentOf(to: string, ejections: readonly Ejection[]) {
  return {
    folder: to,
    roots: ejections.map(({ view, folder, root }) => ({
      environment: view.name,
      life: view.id,
      folder,
      root: root.root,
    })),
  };
}

function describe(to: string, ejections: readonly Ejection[], init: string): string[] {
  return [
    `Ejected ${ejections.map(({ view }) => view.name).join(', ')} into ${to}.`,
    `In the folder of each root module: '${init}', then 'terraform plan', which shows no changes. EJECTED.md says where they are, and what to do then.`,
  ];
}
