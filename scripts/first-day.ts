/** `npm run first-day`: shows on a deployed stage what only AWS can; `--config <file>`, `--profile <name>`, `--redeploy`. */
import { parseArgs } from 'node:util';
import { firstDay } from '../src/deploy/first-day/first-day';
import { runScript } from '../src/deploy/run-script';

await runScript(() => {
  const { values } = parseArgs({
    options: {
      config: { type: 'string', default: 'config/dev.json' },
      profile: { type: 'string', default: 'default' },
      redeploy: { type: 'boolean', default: false },
    },
  });
  return firstDay(values);
});
