import { Argument } from 'commander';
import { usage } from '../../client/errors';
import { printableJson } from '../../client/text/paint';
import { type CliCommand, examples } from '../command';
import { readDocumentFrom } from '../inputs';

interface Options {
  input?: string;
}

const methods = ['GET', 'POST', 'PATCH', 'DELETE'] as const;
type Method = (typeof methods)[number];

/** `idp api`: any request to the API, with the address and the sign-in of every other command. */
export const callApi: CliCommand<Options> = {
  describe: (command) =>
    command
      .addArgument(
        new Argument('<method>', 'GET, POST, PATCH or DELETE').argParser((word: string) =>
          word.toUpperCase(),
        ),
      )
      .argument('<path>', 'a path of the API, with its query')
      .option('--input <file>', "a JSON file with the body; '-' reads it from the standard input")
      .addHelpText(
        'after',
        examples(
          'idp api GET /me',
          "idp api GET '/environments?status=failed'",
          'idp api POST /environments --input request.json',
        ),
      ),
  async run({ api, screen, world }, { input, second: path = '' }, method) {
    const request = { method: checkedMethod(method), path: checkedPath(path) };
    const body = input === undefined ? undefined : await readDocumentFrom(input, world.stdin);
    const answer = await api.sendRaw({ ...request, ...(body !== undefined && { body }) });
    screen.show(answer, () => printableJson(answer).split('\n'));
  },
};

function checkedMethod(word: string): Method {
  const method = methods.find((one) => one === word.toUpperCase());
  if (method === undefined) throw usage(`'${word}' is not a method of the API. Use ${methods.join(', ')}.`);
  return method;
}

/**
 * The path of a request is appended to the address: a word that begins otherwise would name another host, and one that is read as
 * another path than it is written could leave that of the control plane.
 */
function checkedPath(path: string): string {
  const [written] = path.split('?');
  const isPath = /^\/(?!\/)[\x21-\x7e]*$/.test(path) && !path.includes('#');
  if (isPath && new URL(`https://plane.invalid${path}`).pathname === written) return path;
  throw usage(`'${path}' is not a path of the API. Use one like /environments?status=ready.`);
}
