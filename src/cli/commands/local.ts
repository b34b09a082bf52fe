import { Argument } from 'commander';
import { usage } from '../../client/errors';
import { type CliCommand, examples } from '../command';
import { alive, findLocalPlane } from '../local-plane';

/** `idp local env`: where the AWS is that a local control plane builds on, and the key of the person at this machine. */
export const local: CliCommand = {
  describe: (command) =>
    command
      .addArgument(new Argument('<what>', 'what to show').choices(['env']))
      .addHelpText(
        'after',
        examples(
          'eval "$(idp local env)"',
          'aws resourcegroupstaggingapi get-resources --endpoint-url "$AWS_ENDPOINT_URL"',
        ),
      ),
  unused: () => ['url', 'profile'],
  async run({ world, screen }) {
    const plane = await findLocalPlane(world.cwd);
    if (!plane)
      throw usage("There is no local control plane in this folder or one above: start one with 'npm start'.");
    const { aws, file } = alive(plane);
    if (!aws) throw usage(`${file} has no AWS endpoint. Stop the control plane and start it again.`);
    const variables = {
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_REGION: aws.region,
      AWS_ACCESS_KEY_ID: aws.accessKeyId,
      AWS_SECRET_ACCESS_KEY: aws.secretAccessKey,
    };
    screen.show(variables, () =>
      Object.entries(variables).map(([name, value]) => `export ${name}='${value}'`),
    );
  },
};
