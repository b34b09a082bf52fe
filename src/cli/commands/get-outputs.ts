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
    const none = `'${name}' has no outputs yet.`;
    screen.show(outputs, () =>
      Object.keys(outputs).length > 0 ? [...renderOutputs(outputs), ...hintOf(name, outputs)] : [none],
    );
  },
};

/** Names the command that says how a sensitive value may be read; nothing where all are shown. */
function hintOf(name: string, outputs: OutputsDocument): string[] {
  const [hidden] = Object.entries(outputs).flatMap(([output, { sensitive }]) => (sensitive ? [output] : []));
  return hidden === undefined ? [] : [`How to read a sensitive output: idp outputs ${name} --only ${hidden}`];
}

/** The value of one output; a secret has none here, only a place where it is. */
function valueOf(outputs: OutputsDocument, only: string, name: string): unknown {
  const output = outputs[only];
  if (output && !output.sensitive) return output.value;
  if (!output)
    throw new CliError('not-found', `'${only}' is not an output of '${name}'.`, { code: 'OutputNotFound' });
  const message = `'${only}' is sensitive, so Leasehold does not show it. It is the ${output.where}.`;
  throw new CliError('forbidden', message, { code: 'SensitiveOutput', hints: howToRead(only, output.where) });
}

/** Leasehold gives nobody a state: whoever may read the bucket reads it there. */
function howToRead(only: string, where: string): string[] {
  const [state] = /s3:\/\/\S+/.exec(where) ?? [];
  if (state === undefined) return [];
  const query = `.outputs[${JSON.stringify(only)}].value`;
  return [`With AWS permission to read that state: aws s3 cp '${state}' - | jq -r '${query}'`];
}
