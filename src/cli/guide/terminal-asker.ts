import { CliError } from '../../client/errors';
import { printable } from '../../client/text/paint';
import type { World } from '../world';
import type { Asker } from './asker';
import { log, password, select, text } from './prompts';

/** Asks at the terminal of this program; whatever a control plane says of its templates rules no terminal. */
export function createTerminalAsker({ stdin, stdout, interrupted }: World): Asker {
  const around = { input: stdin, output: stdout, signal: interrupted };
  return {
    text: async (message, otherwise) =>
      answered(
        await text({
          ...around,
          message: printable(message),
          ...(otherwise !== undefined && { placeholder: printable(otherwise), defaultValue: otherwise }),
        }),
      ),
    secret: async (message) => answered(await password({ ...around, message: printable(message) })),
    choose: async (message, choices) =>
      answered(
        await select({
          ...around,
          message: printable(message),
          maxItems: 12,
          options: choices.map(({ value, label, says }) => ({
            value,
            label: printable(label),
            ...(says !== undefined && { hint: printable(says) }),
          })),
        }),
      ),
    refuse: (reason) => log.error(printable(reason), { output: stdout }),
  };
}

function answered(answer: string | symbol): string {
  if (typeof answer === 'symbol') throw new CliError('interrupted', 'Nothing was created.');
  return answer;
}
