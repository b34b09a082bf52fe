import * as z from 'zod';
import { parseRequest } from '../../src/domain/base/parse';
import { DomainEvent, EventType } from '../../src/domain/environment/events';
import { deliveryWanted } from '../../src/domain/notice/notice';
import type { Heard } from '../../src/operations/notice/tell-people';

const Trouble = z.object({
  id: z.string().min(1).max(100),
  'detail-type': z.literal('SweepFailing'),
  detail: z.object({ item: z.string(), attempts: z.number(), reason: z.string() }),
});

const Wanted = z.object({
  'detail-type': z.literal(deliveryWanted),
  detail: z.object({ delivery: z.string().min(1).max(200) }),
});

const Happened = z.object({ 'detail-type': EventType, detail: DomainEvent });

const BusEvent = z.union([Trouble, Wanted, Happened]);

/** What the function of the notices is to do: tell, make one delivery, or, where the schedule invokes it, look at what is due. */
export type NoticeWork =
  | { work: 'tell'; heard: Heard }
  | { work: 'deliver'; delivery: string }
  | { work: 'look' };

/** Reads an event of the plane's own bus, or that of the schedule, which says nothing. Throws InvalidRequest for any other. */
export function readNoticeWork(event: unknown): NoticeWork {
  if (typeof event === 'object' && event !== null && !('detail-type' in event)) return { work: 'look' };
  const read = parseRequest(BusEvent, event);
  switch (read['detail-type']) {
    case 'SweepFailing':
      return { work: 'tell', heard: { kind: 'trouble', trouble: read.detail, id: read.id } };
    case deliveryWanted:
      return { work: 'deliver', delivery: read.detail.delivery };
    default:
      return { work: 'tell', heard: { kind: 'event', event: read.detail } };
  }
}
