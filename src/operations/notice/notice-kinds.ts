import type { NoticeDeps } from '../ports/notice';
import type { VisitDeps } from '../ports/registry';
import type { SweptKind } from '../registry/swept-kind';
import { sweptEntries } from '../registry/visit-entry';
import { deliveries } from './deliveries';
import { webhooks } from './webhooks';

/** What the function of the notices looks at when it is due. */
export const noticeKinds: readonly SweptKind<NoticeDeps & VisitDeps>[] = [
  sweptEntries(deliveries),
  sweptEntries(webhooks),
];
