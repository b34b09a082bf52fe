import type { OutputsDocument } from '../../domain/artifacts';
import { type CliCommand, examples } from '../command';
import { CliError } from '../errors';
import { formatValue, renderOutputs } from '../print/outputs';

interface Options {
  only?: string;
}

/** `idp outputs`: what an environment gives to those who use it; of a secret, where it is. */
export const getOutputs: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<name>', 'the environment')
      .option('--only <output>', 'the bare value of one output, for scripts')
      .addHelpText('after', examples('idp outputs foo', 'curl "$(idp outputs foo --only endpoint)"')),
  async run({ api, screen }, { only }, name) {
    const outputs = await api.getOutputs(name);
    if (only !== undefined) return screen.show(outputs[only], () => [bareValue(outputs, only, name)]);
    const none = `'${name}' has no outputs (yet).`;
    screen.show(outputs, () => (Object.keys(outputs).length > 0 ? renderOutputs(outputs) : [none]));
  },
};

function bareValue(outputs: OutputsDocument, only: string, name: string): string {
  const output = outputs[only];
  if (output && !output.sensitive) return formatValue(output.value);
  const why = output ? `is a secret; it is in ${output.where}` : `is no output of '${name}'`;
  throw new CliError(output ? 'forbidden' : 'not-found', `'${only}' ${why}.`, {
    code: output ? 'SensitiveOutput' : 'OutputNotFound',
  });
}
