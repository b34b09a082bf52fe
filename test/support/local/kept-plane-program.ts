import { machineEnvironment } from '../../../src/config/machine';
import { runLocal } from '../../../src/local/run-local';

/** `npm start` as a program of its own, for the folder that is its argument. */
const [root = '', ...args] = process.argv.slice(2);
process.umask(0o077);

runLocal({ root, env: machineEnvironment(), args, say: (line) => console.log(line) }).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
