import type { ProcessEnvironment } from '../../config/read-config';
import { StartRefused } from './start-refused';

/** How a plane is to be started: on which port (0 takes a free one), and whether what an earlier one left is forgotten. */
export interface StartRequest {
  port: number;
  fresh: boolean;
}

const highestPort = 65_535;

/** What `PORT` and the arguments of `npm start` ask for; throws StartRefused with a line for each that means nothing. */
export function readStart(env: ProcessEnvironment, args: readonly string[]): StartRequest {
  const port = portOf(env.PORT);
  const unknown = args.filter((arg) => arg !== '--fresh');
  const lines = [
    ...(port === undefined
      ? [`PORT is ${JSON.stringify(env.PORT)}; set it to a whole number from 0 to ${highestPort}.`]
      : []),
    ...unknown.map(
      (arg) => `${JSON.stringify(arg)} is not an argument of 'npm start'; the only one is '-- --fresh'.`,
    ),
  ];
  if (port === undefined || lines.length > 0) throw new StartRefused(lines);
  return { port, fresh: args.includes('--fresh') };
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return 0;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Infinity;
  return port <= highestPort ? port : undefined;
}
