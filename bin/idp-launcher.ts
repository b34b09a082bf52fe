/** What `idp` starts: it says at once what can be typed, and loads the program for everything else. */
import { writeSync } from 'node:fs';
import { asksForOverview } from '../src/cli/overview';

/** What `idp --help` says, as it was when this was built. */
declare const OVERVIEW: string;

/** Beside this in `dist/`; a CommonJS file that imports it late is what Node starts fastest. */
const program = '../idp/idp.js';

if (!(asksForOverview(process.argv.slice(2)) && isSaid(OVERVIEW))) void import(program);

/** False where a pipe is full or closed: the program knows what to do then. */
function isSaid(text: string): boolean {
  try {
    return writeSync(1, text) > 0;
  } catch {
    return false;
  }
}
