import type { StateLock } from '../../client/typed/types';
import { type CliCommand, examples } from '../command';
import { printable } from '../../client/text/paint';
import { type Field, renderFields } from '../../client/text/table';
import { retype } from '../prompt';

interface Options {
  lockId?: string;
  yes?: true;
}

/** `idp unlock`: shows who holds the lock on the Terraform state, asks, and breaks exactly that lock. */
export const unlockState: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<name>', 'the environment')
      .option('--lock-id <id>', 'the id of the lock to remove; any other lock is kept')
      .option('-y, --yes', 'do not ask for confirmation')
      .addHelpText('after', examples('idp unlock foo')),
  async run(context, { lockId, yes }, name) {
    const { api, screen } = context;
    const lock = await api.getLock(name);
    screen.say(
      screen.paint.bold(`Lock on the state of ${name}`),
      ...renderFields(fieldsOf(lock), screen.paint.columns),
    );
    if (lockId === undefined || lockId === lock.ID) {
      screen.say('Remove it only if no one is working on the state: two writers corrupt it.');
      await retype(context, 'unlock', yes);
    }
    const view = await api.unlockState(name, lockId ?? lock.ID);
    screen.show(view, () => [`The lock was removed; ${name} is ${view.status}.`]);
  },
};

function fieldsOf({ ID, Who, Operation, Created, Info }: StateLock): Field[] {
  const shown = (text: string) => printable(text) || undefined;
  return [
    ['ID', shown(ID)],
    ['Who', shown(Who)],
    ['Operation', shown(Operation)],
    ['Created', shown(Created)],
    ['Info', shown(Info)],
  ];
}
