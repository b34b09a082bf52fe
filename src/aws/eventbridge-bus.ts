import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DomainError } from '../domain/base/errors';
import { deliveryWanted } from '../domain/notice/notice';
import type { WantDelivery } from '../operations/ports/notice';
import type { Bus } from '../operations/ports/registry';

const source = 'leasehold';

interface PutEntry {
  DetailType: string;
  Detail: string;
  Time?: Date;
}

function putOn(client: EventBridgeClient, busName: string) {
  return (entries: PutEntry[]) =>
    client.send(
      new PutEventsCommand({
        Entries: entries.map((entry) => ({ ...entry, EventBusName: busName, Source: source })),
      }),
    );
}

/** Asks the function of the notices, by the bus, to try a delivery. */
export function createDeliveryRequests(client: EventBridgeClient, busName: string): WantDelivery {
  const put = putOn(client, busName);
  return async (delivery) => {
    await put([{ DetailType: deliveryWanted, Detail: JSON.stringify({ delivery }) }]);
  };
}

/** The bus: an event's type is its detail-type, and what the bus does not accept is sent again later. */
export function createEventBridgeBus(client: EventBridgeClient, busName: string): Bus {
  const put = putOn(client, busName);
  return {
    publish: async (events) => {
      const entries = events.map((event) => ({
        DetailType: event.type,
        Detail: JSON.stringify(event),
        Time: new Date(event.at),
      }));
      const { Entries: results = [] } = await put(entries);
      return events.filter((_, index) => results[index]?.EventId !== undefined).map((event) => event.id);
    },
    alarm: async (type, detail) => {
      const { FailedEntryCount } = await put([{ DetailType: type, Detail: JSON.stringify(detail) }]);
      if (FailedEntryCount)
        throw new DomainError('Unreachable', {
          what: 'EventBridge',
          reason: `it rejected the ${type} event`,
        });
    },
  };
}
