/** The first import of each action's program, so that an old Node is refused before anything else is loaded. */
import { writeSync } from 'node:fs';
import { whyUnfit } from '../client/fit-to-run';

const unfit = whyUnfit(process.versions.node, () => process.cwd());

if (unfit !== undefined) {
  writeSync(1, `::error::${unfit} Run actions/setup-node with node-version 22 before this step.\n`);
  process.exit(1);
}
