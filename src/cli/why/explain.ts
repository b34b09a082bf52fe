import { type CliCommand, examples } from '../command';
import { explainCost } from './explain-cost';
import { explainThing } from './explain-thing';

/** `idp why`: from a value, a resource or the cost back to the lines of the template, the inputs, the run and the people. */
export const explain: CliCommand = {
  describe: (command) =>
    command
      .argument('<name>', 'the environment')
      .argument(
        '[thing]',
        "'cost', an input, an output, or the address of a resource or of its attribute",
        'cost',
      )
      .addHelpText(
        'after',
        examples(
          'idp why web',
          'idp why web container_image',
          'idp why web output.url',
          'idp why web module.service.aws_lb.this',
          'idp why web module.service.aws_lb.this.internal',
        ),
      ),
  async run(context, { second: thing = 'cost' }, name) {
    if (thing === 'cost') return explainCost(context, name);
    return explainThing(context, name, thing);
  },
};
