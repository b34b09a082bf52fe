/** `npm run undeploy`: takes a stage's control plane away, not what it keeps; `--config <file>`, `--abandon <name>`, `--yes`. */
import { parseArgs } from 'node:util';
import { runScript } from '../src/deploy/run-script';
import { undeployStage } from '../src/deploy/undeploy-stage';

await runScript(() => {
  const { values } = parseArgs({
    options: {
      config: { type: 'string', default: 'config/dev.json' },
      abandon: { type: 'string', multiple: true, default: [] },
      yes: { type: 'boolean', default: false },
    },
  });
  return undeployStage(values);
});
