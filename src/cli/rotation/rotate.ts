import { usage } from '../../client/errors';
import { type CliCommand, examples, waits } from '../command';
import type { Context } from '../context';
import { confirm } from '../prompt';
import { replaceCertificate } from './replace-certificate';
import { reportRotation, rotateOne } from './rotate-one';
import { rotateStack } from './rotate-stack';

interface Options {
  stack?: true;
  environment?: true;
  certificate?: string;
  from?: string;
  dryRun?: true;
  yes?: true;
  wait: boolean;
}

/** `idp rotate`: the credentials, secrets and keys of an environment, or of every component of a stack. */
export const rotate: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<holder>', 'the stack, or the environment')
      .option('--stack', 'the name is that of a stack, where an environment has the same')
      .option('--environment', 'the name is that of an environment, where a stack has the same')
      .option('--certificate <address>', 'replace only this imported certificate, by the one of --from')
      .option('--from <path>', 'a folder or file with the new certificate, its key and chain as PEM')
      .option('--dry-run', 'list what would be rotated, and change nothing')
      .option('-y, --yes', 'do not ask for confirmation')
      .addOption(waits())
      .option('--no-wait', 'do not wait for the end of a rotation of one environment')
      .addHelpText(
        'after',
        examples(
          'idp rotate shop-dev --dry-run',
          'idp rotate shop-dev',
          'idp rotate shop-dev.api --no-wait',
          'idp rotate edge --certificate aws_acm_certificate.site --from ./site',
        ),
      ),
  async run(context, options, name) {
    const replacement = replacementIn(options);
    if (replacement) return replaceCertificate(context, { ...replacement, name });
    const isStack = await isStackNamed(context, name, options);
    if (isStack && !options.wait)
      throw usage('A stack is rotated component by component, which takes waiting.');
    if (options.dryRun !== true) {
      context.screen.say(
        `Rotates what ${isStack ? 'the components of ' : ''}'${name}' hold${isStack ? '' : 's'}; services that read it start new tasks. '--dry-run' lists it.`,
      );
      await confirm(context, options.yes);
    }
    const dryRun = options.dryRun === true;
    if (isStack) return rotateStack(context, name, dryRun);
    return reportRotation(context, await rotateOne(context, name, { body: { dryRun }, wait: options.wait }));
  },
};

/** The certificate that alone is replaced, where one is named. */
function replacementIn({ stack, certificate, from, dryRun, yes, wait }: Options) {
  if (certificate === undefined && from === undefined) return undefined;
  if (certificate === undefined || from === undefined)
    throw usage("'--certificate' says which one is replaced, and '--from' by what: give both.");
  if (stack === true)
    throw usage('A certificate belongs to one environment: give the component in place of the stack.');
  return { address: certificate, from, dryRun: dryRun === true, yes, wait };
}

/** A component has a dot in its name; else a stack and an environment may have the same one. */
async function isStackNamed(
  { api }: Context,
  name: string,
  { stack, environment }: Options,
): Promise<boolean> {
  if (stack === true) return true;
  if (environment === true || name.includes('.')) return false;
  const [stacks, environments] = await Promise.all([api.listStacks(), api.listEnvironments({})]);
  const isEnvironment = environments.some((one) => one.name === name);
  const found = stacks.some((one) => one.name === name && one.status !== 'destroyed');
  if (found && isEnvironment)
    throw usage(`'${name}' is a stack and an environment.`, "Say which with '--stack' or '--environment'.");
  return found;
}
