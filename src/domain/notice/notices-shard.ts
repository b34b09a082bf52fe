/**
 * The part of the due index with what the function of the notices looks at: the sweep, whose role may speak to nobody outside,
 * never sees it.
 */
export const noticesShard = 'notices';

/** What the names of the secrets of a stage's webhooks begin with; the id of the webhook follows. */
export function secretsPrefix(stage: string): string {
  return `leasehold-${stage}-webhooks/`;
}
