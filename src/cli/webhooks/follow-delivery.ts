import { exitCodes, success } from '../../client/exit-codes';
import { printable } from '../../client/text/paint';
import type { DeliveryView } from '../../client/typed/types';
import { pause } from '../../client/world';
import type { Context } from '../context';

const intervalMs = 1_000;
/** A receiver has ten seconds, and what is wanted at once and lost is found within a minute. */
const longestMs = 90_000;

/** Waits for what comes of the next attempt; the exit code says whether it arrived. */
export async function followDelivery(context: Context, asked: DeliveryView, wait: boolean): Promise<number> {
  const { screen } = context;
  const view = wait ? await follow(context, asked) : asked;
  screen.show(view, () => describe(view));
  const failed = view.status === 'dead' || view.attempts.length > asked.attempts.length;
  return view.status !== 'delivered' && wait && failed ? exitCodes.unsuccessful : success;
}

async function follow({ api, world }: Context, asked: DeliveryView): Promise<DeliveryView> {
  const began = world.now();
  let view = asked;
  while (!isTried(view, asked) && world.now() - began < longestMs) {
    await pause(world, intervalMs);
    view = await api.getDelivery(asked.id);
  }
  return view;
}

/** Only so many attempts are kept, so that their number alone says nothing. */
function isTried({ status, attempts }: DeliveryView, before: DeliveryView): boolean {
  return status !== 'waiting' || attempts.at(-1)?.at !== before.attempts.at(-1)?.at;
}

function describe({ id, status, attempts }: DeliveryView): string[] {
  if (status === 'delivered') return [`Delivered ${id}.`];
  const last = attempts.at(-1);
  const why = last ? `: ${printable(last.reason)}` : '';
  if (status === 'dead')
    return [`Not delivered${why}. It is not tried again.`, '', `idp webhooks send-again ${id}`];
  return [last ? `Not delivered${why}. It is tried again later.` : `On its way: ${id}.`];
}
