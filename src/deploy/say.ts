import { printable } from '../domain/base/printable';

/** A line for whoever deploys; what AWS or a stage put into it rules no terminal. */
export function say(line: string): void {
  console.log(printable(line));
}
