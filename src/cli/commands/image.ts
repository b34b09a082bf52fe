import { Argument } from 'commander';
import { type CliCommand, examples, waits } from '../command';
import { usage } from '../../client/errors';
import { buildImage } from '../images/build-image';
import { listImageBuilds } from '../images/list-image-builds';
import { reportImageBuild } from '../images/report-image-build';

interface Options {
  ref: string;
  context: string;
  wait: boolean;
}

/** `idp image`: images of repositories, built by the control plane and pinned by their digest. */
export const image: CliCommand<Options> = {
  describe: (command) =>
    command
      .addArgument(new Argument('<action>', 'what to do').choices(['build', 'status', 'list']))
      .argument('[what]', 'the repository to build, or the id of a build')
      .option('--ref <ref>', 'the branch, tag or commit to build', 'main')
      .option('--context <folder>', 'the folder with the Dockerfile', '.')
      .addOption(waits())
      .option('--no-wait', 'do not wait until it is built')
      .addHelpText(
        'after',
        examples(
          'idp image build acme/shop',
          'idp image build acme/shop --ref v1.2.3 --context services/api',
          'idp image status 01JD3V8K2N7Q4R5S6T7V8W9XYZ',
          'idp image list',
        ),
      ),
  unused: (_options, action) => (action === 'build' ? [] : ['ref', 'context', 'wait']),
  async run(context, { ref, context: folder, wait, second: what }, action) {
    if (action === 'list') return listImageBuilds(context, what);
    if (action === 'status')
      return reportImageBuild(context, await context.api.getImageBuild(needed(what, 'the id of a build')));
    const repository = needed(what, 'a repository, such as acme/shop');
    return buildImage(context, { repository, ref, context: folder }, wait);
  },
};

function needed(what: string | undefined, named: string): string {
  if (what !== undefined) return what;
  throw usage(`Name ${named}.`);
}
