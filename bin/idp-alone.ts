/** The command line `idp` as a package of its own, without what deploys and examines a stage. */
import { usage } from '../src/client/errors';
import { runIdp } from './run-idp';

await runIdp(() =>
  Promise.reject(usage("'idp doctor --aws' examines the stage of a checkout. Run it there with 'npx idp'.")),
);
