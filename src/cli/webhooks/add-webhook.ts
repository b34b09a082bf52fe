import { usage } from '../../client/errors';
import type { AddWebhookBody } from '../../client/typed/types';
import type { Context } from '../context';
import { nextLine } from '../line-reader';

/**
 * `idp webhooks add`: the address of a chat is as secret as a password, so `-` reads it from stdin, where neither the history of
 * the shell nor the list of processes has it.
 */
export async function addWebhook(
  context: Context,
  { url, ...asked }: Partial<AddWebhookBody> & { url: string },
) {
  const { api, screen } = context;
  const added = await api.addWebhook({ ...asked, url: url === '-' ? await readUrl(context) : url });
  screen.show(added, () => [
    `Added the webhook ${screen.paint.bold(added.id)} to ${added.host}.`,
    `Its signing key is shown now and never again: ${added.secret}`,
    '',
    screen.paint.dim(`idp webhooks test ${added.id}`),
  ]);
}

async function readUrl({ world: { stdin, interrupted } }: Context): Promise<string> {
  const url = (await nextLine(stdin, interrupted))?.trim();
  if (url) return url;
  throw usage('Write the address of the webhook to stdin.');
}
