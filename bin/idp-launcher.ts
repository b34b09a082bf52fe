/**
 * What `idp` starts: it refuses a Node that is too old and a folder that is gone, says at once what can be typed, and loads the
 * program for everything else. Old Nodes must read it: it is built for them, and asks nothing of them that they have not.
 */
import { fstatSync, writeSync } from 'fs';
import { asksForOverview, fitsInto } from '../src/cli/overview';
import { whyUnfit } from '../src/client/fit-to-run';

/** What `idp --help` says, as it was when this was built. */
declare const OVERVIEW: string;

/** Of a terminal that does not say how many it has. */
const usualColumns = 80;

/** Beside this in `dist/`; a CommonJS file that imports it late is what Node starts fastest. */
const program = '../idp/idp.js';

const unfit = whyUnfit(process.versions.node, () => process.cwd());

if (unfit !== undefined) {
  write(2, `Error: ${unfit}\n`);
  process.exitCode = 1;
} else if (!(asksForOverview(process.argv.slice(2)) && fitsTerminal() && write(1, OVERVIEW)))
  void import(program);

/** In a terminal that is narrower, the program breaks its lines; `tty` would be loaded first, and takes as long as all of this. */
function fitsTerminal(): boolean {
  return !isDevice(1) || fitsInto(process.stdout.columns || usualColumns, OVERVIEW);
}

/** A terminal is one; what is closed is none. */
function isDevice(stream: number): boolean {
  try {
    return fstatSync(stream).isCharacterDevice();
  } catch {
    return false;
  }
}

/** False where a pipe is full or closed: the program knows what to do then. */
function write(stream: 1 | 2, text: string): boolean {
  try {
    return writeSync(stream, text) > 0;
  } catch {
    return false;
  }
}
