import { parseArgs } from 'node:util';
import type { ProcessEnvironment } from '../../config/read-config';
import type { Receivers } from '../../config/receivers';
import type { Person } from '../../emulators/issuer/local-issuer';
import { readPeople } from '../local-people';
import { StartRefused } from './start-refused';

/** How a plane is to be started: on which port (0 takes a free one), whether what an earlier one left is forgotten, and who is there beside the person of this machine. */
export interface StartRequest {
  port: number;
  fresh: boolean;
  people: Person[];
  /** The file that says what is limited; undefined where nothing is. */
  limits: string | undefined;
  receivers: Receivers;
}

const highestPort = 65_535;
const options = {
  fresh: { type: 'boolean' },
  people: { type: 'string' },
  limits: { type: 'string' },
  'webhooks-to-loopback': { type: 'boolean' },
} as const;

/** What `PORT` and the arguments of `npm start` ask for; throws StartRefused with a line for each that means nothing. */
export function readStart(env: ProcessEnvironment, args: readonly string[]): StartRequest {
  const port = portOf(env.PORT);
  const { fresh, listed, limits, receivers, unknown } = readArguments(args);
  const { people, lines } = listed === undefined ? { people: [], lines: [] } : readPeople(listed);
  const wrong = [...(port === undefined ? [whyNoPort(env.PORT)] : []), ...unknown.map(whyUnknown), ...lines];
  if (port === undefined || wrong.length > 0) throw new StartRefused(wrong);
  return { port, fresh, people, limits, receivers };
}

/** Node's own reader of arguments; what it does not know is kept, to be named. */
function readArguments(args: readonly string[]) {
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const known = tokens.filter((token) => token.kind === 'option');
  const valueOf = (option: string) => {
    const given = known.find(({ name }) => name === option);
    return given && (given.value ?? '');
  };
  return {
    fresh: known.some(({ name }) => name === 'fresh'),
    listed: valueOf('people'),
    limits: valueOf('limits'),
    receivers: receiversOf(known.some(({ name }) => name === 'webhooks-to-loopback')),
    unknown: tokens.filter((token) => !isKnown(token)).map(({ index }) => args[index] ?? ''),
  };
}

function receiversOf(toLoopback: boolean): Receivers {
  return toLoopback ? 'loopback' : 'public';
}

function isKnown(token: { kind: string; name?: string }): boolean {
  return token.kind === 'option' && token.name !== undefined && Object.hasOwn(options, token.name);
}

function whyNoPort(given: string | undefined): string {
  return `PORT is ${JSON.stringify(given)}; set it to a whole number from 0 to ${highestPort}.`;
}

function whyUnknown(arg: string): string {
  return `${JSON.stringify(arg)} is not an argument of 'npm start'; it takes '-- --fresh', '-- --people ada:developer,bob:approver', '-- --limits limits.json' and '-- --webhooks-to-loopback'.`;
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return 0;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Infinity;
  return port <= highestPort ? port : undefined;
}
