import { type Paint, printable } from '../../client/text/paint';
import { renderTable } from '../../client/text/table';
import { formatDistance, formatInstant } from '../../client/text/time';
import type { DeliveryView, WebhookView } from '../../client/typed/types';

/** A line for each webhook. */
export function renderWebhooks(webhooks: WebhookView[], paint: Paint): string[] {
  if (webhooks.length === 0) return ["No webhooks. Add one with 'idp webhooks add <address>'."];
  const header = ['WEBHOOK', 'TO', 'SHAPE', 'NOTICES', 'TEAMS', 'ADDED BY'].map(paint.dim);
  const rows = webhooks.map(({ id, host, shape, notices, teams, addedBy }) => [
    id,
    printable(host),
    shape,
    notices.join(', ') || 'all',
    teams.map(printable).join(', ') || 'all',
    addedBy,
  ]);
  const rotated = webhooks.flatMap(({ id, previousKeyUntil: until }) =>
    until == null ? [] : [`${id} is signed with its old key, too, until ${formatInstant(until)}.`],
  );
  return [...renderTable(header, rows, paint.columns), ...(rotated.length > 0 ? ['', ...rotated] : [])];
}

const none: Record<DeliveryView['status'], string> = {
  dead: 'Everything was delivered, or is still being tried.',
  waiting: 'Nothing waits to be delivered.',
  delivered: 'Nothing was delivered yet.',
};

/** A line for each delivery, with what came of the last attempt. */
export function renderDeliveries(
  deliveries: DeliveryView[],
  { status, paint, now }: { status: DeliveryView['status']; paint: Paint; now: number },
): string[] {
  if (deliveries.length === 0) return [none[status]];
  const header = ['NOTICE', 'WHEN', 'TRIED', 'LAST ANSWER', 'DELIVERY'].map(paint.dim);
  const rows = deliveries.map(({ id, notice, attempts, createdAt }) => [
    printable(notice.title),
    formatDistance(createdAt, now),
    String(attempts.length),
    printable(attempts.at(-1)?.reason ?? ''),
    id,
  ]);
  const again =
    status === 'dead' ? ['', paint.dim(`idp webhooks send-again ${deliveries[0]?.id ?? ''}`)] : [];
  return [...renderTable(header, rows, paint.columns), ...again];
}
