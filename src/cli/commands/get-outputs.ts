import type { OutputsDocument } from '../../domain/environment/artifacts';
import { type CliCommand, examples } from '../command';
import { CliError } from '../../client/errors';
import { formatValue, renderOutputs } from '../print/outputs';

interface Options {
  only?: string;
}

/** `idp outputs`: what an environment gives to those who use it; of a secret, where it is. */
export const getOutputs: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<name>', 'the environment')
      .option('--only <output>', 'print only the value of this output, for scripts')
      .addHelpText('after', examples('idp outputs foo', 'curl "$(idp outputs foo --only endpoint)"')),
  async run({ api, screen }, { only }, name) {
    const outputs = await api.getOutputs(name);
    if (only !== undefined) {
      const value = valueOf(outputs, only, name);
      return screen.show(value, () => [formatValue(value)]);
    }
    const none = `'${name}' has no outputs (yet).`;
    screen.show(outputs, () => (Object.keys(outputs).length > 0 ? renderOutputs(outputs) : [none]));
  },
};

/** The value of one output; a secret has none here, only a place where it is. */
function valueOf(outputs: OutputsDocument, only: string, name: string): unknown {
  const output = outputs[only];
  if (output && !output.sensitive) return output.value;
  if (!output)
    throw new CliError('not-found', `'${only}' is no output of '${name}'.`, { code: 'OutputNotFound' });
  throw new CliError('forbidden', `'${only}' is a secret; it is in ${output.where}.`, {
    code: 'SensitiveOutput',
  });
}
