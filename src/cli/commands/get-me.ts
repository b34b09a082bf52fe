import type { CliCommand } from '../command';
import { renderFields } from '../../client/text/table';

/** `idp me`: who you are to the control plane. */
export const getMe: CliCommand = {
  describe: () => undefined,
  async run({ api, screen }) {
    const me = await api.getMe();
    screen.show(me, () =>
      renderFields(
        [
          ['Id', me.id],
          ['Name', me.name],
          ['Kind', me.kind],
          ['Roles', me.roles.join(', ') || 'none'],
          ['Teams', me.teams.join(', ') || 'none'],
        ],
        screen.paint.columns,
      ),
    );
  },
};
