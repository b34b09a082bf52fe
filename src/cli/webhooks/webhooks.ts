import { Argument, Option } from 'commander';
import { usage } from '../../client/errors';
import { choices } from '../../client/typed/description';
import type { AddWebhookBody, DeliveryView } from '../../client/typed/types';
import { type CliCommand, collect, examples, waits } from '../command';
import type { Context } from '../context';
import { addWebhook } from './add-webhook';
import { followDelivery } from './follow-delivery';
import { rotateWebhook } from './rotate-webhook';
import { renderDeliveries, renderWebhooks } from './render-webhooks';

interface Options {
  shape?: AddWebhookBody['shape'];
  notice?: NonNullable<AddWebhookBody['notices']>;
  team?: string[];
  status: DeliveryView['status'];
  webhook?: string;
  wait: boolean;
}

type Work = (context: Context, what: string | undefined, options: Options) => Promise<number | void>;

/** What can be done, by the word that is typed. */
const works = {
  list: async ({ api, screen }) => {
    const webhooks = await api.listWebhooks();
    screen.show(webhooks, () => renderWebhooks(webhooks, screen.paint));
  },
  add: (context, url, { shape, notice: notices, team: teams }) =>
    addWebhook(context, {
      url: needed(url, "the address, or '-' to read it from stdin"),
      shape,
      notices,
      teams,
    }),
  test: async (context, id, { wait }) =>
    followDelivery(context, await context.api.testWebhook(needed(id, 'the id of a webhook')), wait),
  rotate: (context, id) => rotateWebhook(context, needed(id, 'the id of a webhook')),
  remove: async ({ api, screen }, id) => {
    const removed = await api.removeWebhook(needed(id, 'the id of a webhook'));
    screen.show(removed, () => [`Removed the webhook to ${removed.host}, and its signing key.`]);
  },
  deliveries: async ({ api, screen, world }, _what, { status, webhook }) => {
    const found = await api.listDeliveries({ status, webhook });
    screen.show(found, () => renderDeliveries(found, { status, paint: screen.paint, now: world.now() }));
  },
  'send-again': async (context, id, { wait }) =>
    followDelivery(context, await context.api.sendAgain(needed(id, 'the id of a delivery')), wait),
} satisfies Record<string, Work>;

const flagsOf: Readonly<Record<string, readonly string[]>> = {
  add: ['shape', 'notice', 'team'],
  test: ['wait'],
  deliveries: ['status', 'webhook'],
  'send-again': ['wait'],
};

/** `idp webhooks`: who is sent notices, and what could not be delivered; for admins. */
export const webhooks: CliCommand<Options> = {
  describe: (command) =>
    command
      .addArgument(new Argument('[action]', 'what to do').choices(Object.keys(works)))
      .argument('[what]', 'add: the address; test, rotate, remove: the webhook; send-again: the delivery')
      .addOption(
        new Option('--shape <shape>', 'add: how notices are written').choices(choices['add-webhook'].shape),
      )
      .option(
        '--notice <type>',
        'add: a notice to send, such as lease.ends_soon; repeatable (default: all)',
        collect,
      )
      .option('--team <team>', 'add: only about environments of this team; repeatable', collect)
      .addOption(
        new Option('--status <status>', 'deliveries: which to list')
          .choices(choices['list-deliveries'].status)
          .default('dead'),
      )
      .option('--webhook <id>', 'deliveries: only those to this webhook')
      .addOption(waits())
      .option('--no-wait', 'test, send-again: do not wait for the answer of the receiver')
      .addHelpText(
        'after',
        examples(
          'idp webhooks add https://hooks.example.com/leasehold',
          'idp webhooks add - --shape slack --notice plan.awaits_approval --team shop',
          'idp webhooks test 01JD3V8K2N7Q4R5S6T7V8W9XYZ',
          'idp webhooks rotate 01JD3V8K2N7Q4R5S6T7V8W9XYZ',
          'idp webhooks deliveries',
          'idp webhooks send-again 01JD3V8K2N7Q4R5S6T7V8W9ABC-000012.01JD3V8K2N7Q4R5S6T7V8W9XYZ',
        ),
      ),
  unused: (_options, action) => {
    const used = flagsOf[action] ?? [];
    return Object.values(flagsOf)
      .flat()
      .filter((flag) => !used.includes(flag));
  },
  run: (context, { second: what, ...options }, action) => {
    const work: Work = works[(action || 'list') as keyof typeof works];
    return work(context, what, options);
  },
};

function needed(what: string | undefined, named: string): string {
  if (what !== undefined) return what;
  throw usage(`Name ${named}.`);
}
