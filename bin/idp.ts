/** The command line `idp`, as a checkout has it. */
import { runIdp } from './run-idp';

await runIdp(async (file) => (await import('../src/deploy/doctor/examine-stage')).examineStage(file));
