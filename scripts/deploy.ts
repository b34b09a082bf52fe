/** `npm run deploy`: brings a stage to AWS as its configuration describes it; `--config <file>`, `--yes`. */
import { parseArgs } from 'node:util';
import { deployStage } from '../src/deploy/deploy-stage';
import { runScript } from '../src/deploy/run-script';

await runScript(() => {
  const { values } = parseArgs({
    options: {
      config: { type: 'string', default: 'config/dev.json' },
      yes: { type: 'boolean', default: false },
    },
  });
  return deployStage(values);
});
