import { ownPrefix, pendingResource } from '../../domain/terraform/preview/names';
import { ownText } from './read-errors';

/** Lines that are about what the preview adds, or that count it. */
const added = [`${pendingResource}[`, ownPrefix];
const counted = /^Plan: (\d+ to import, )?\d+ to add/;

/** The log of a preview: lines of the component with its own addresses and files, and none of what the preview adds. */
export function ownLog(log: (line: string) => void): (line: string) => void {
  return (line) => {
    if (counted.test(line) || added.some((one) => line.includes(one))) return;
    log(ownText(line));
  };
}
