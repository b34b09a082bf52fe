import type { OutputsDocument } from '../../domain/environment/artifacts';
import { CliError } from '../../client/errors';
import { openBrowser } from '../auth/open-browser';
import { type CliCommand, examples } from '../command';

interface Options {
  only?: string;
  browser: boolean;
}

/** `idp open`: the address that an environment is reached at; without a terminal it is only printed. */
export const openEnvironment: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<name>', 'the environment')
      .option('--only <output>', 'the output that holds the address')
      .option('--no-browser', 'only print the address')
      .addHelpText('after', examples('idp open web', 'idp open web --only admin_url')),
  async run({ api, screen }, { only, browser }, name) {
    const url = addressIn(await api.getOutputs(name), { only, name });
    screen.show({ url }, () => [url]);
    if (browser && screen.isInteractive && !screen.json) openBrowser(url);
  },
};

function addressIn(
  outputs: OutputsDocument,
  { only, name }: { only: string | undefined; name: string },
): string {
  const found = Object.entries(outputs).flatMap(([output, one]) =>
    !one.sensitive && isAddress(one.value) ? [[output, one.value] as const] : [],
  );
  const [first, ...more] = only === undefined ? found : found.filter(([output]) => output === only);
  if (!first) throw noAddress(Object.keys(outputs), { only, name });
  if (more.length === 0) return first[1];
  throw new CliError('invalid', `'${name}' has several addresses. Choose one with --only.`, {
    code: 'Usage',
    hints: found.map(([output, url]) => `  ${output}  ${url}`),
  });
}

function noAddress(outputs: string[], { only, name }: { only: string | undefined; name: string }): CliError {
  const what = only === undefined ? 'no output of' : `'${only}' is not an output of`;
  const message =
    only === undefined
      ? `${what} '${name}' is an http or https address.`
      : `${what} '${name}' with an http or https address.`;
  const hints = [outputs.length > 0 ? `Its outputs: ${outputs.join(', ')}.` : 'It has no outputs yet.'];
  return new CliError('not-found', `${message.charAt(0).toUpperCase()}${message.slice(1)}`, {
    code: 'NoAddress',
    hints,
  });
}

/** Only a web address is handed to the machine: any other could start a program. */
function isAddress(value: unknown): value is string {
  return typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
