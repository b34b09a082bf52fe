import { formatInstant } from '../../client/text/time';
import type { Context } from '../context';

/** `idp webhooks rotate`: the new key is shown once, with until when a receiver may go on with the old one. */
export async function rotateWebhook({ api, screen }: Context, id: string): Promise<void> {
  const rotated = await api.rotateWebhook(id);
  const { previousKeyUntil: until } = rotated;
  screen.show(rotated, () => [
    `Rotated the signing key of the webhook ${screen.paint.bold(rotated.id)} to ${rotated.host}.`,
    `Its new signing key is shown now and never again: ${rotated.secret}`,
    ...(until == null
      ? []
      : [
          `Give it to the receiver before ${formatInstant(until)}; until then notices are signed with both keys.`,
        ]),
    '',
    screen.paint.dim(`idp webhooks test ${rotated.id}`),
  ]);
}
