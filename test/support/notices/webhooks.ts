import { addWebhook } from '../../../src/operations/notice/add-webhook';
import { testWebhook } from '../../../src/operations/notice/test-webhook';
import type { AddWebhookInput } from '../../../src/operations/notice/add-webhook';
import type { DeliveryView } from '../../../src/domain/notice/webhook-view';
import { actors } from '../plane/operations-stage';
import type { StageDeps } from '../plane/deps';

/** What an administrator asks for who says no more than where to. */
export function askedWebhook(more: Partial<AddWebhookInput> = {}): AddWebhookInput {
  const url = 'https://hooks.example.com/in/s3cr3t';
  return { actor: actors.root, url, shape: 'generic', notices: [], teams: [], ...more };
}

/** A webhook with a test on its way to it. */
export async function testedWebhook(deps: StageDeps): Promise<DeliveryView> {
  const { id } = await addWebhook(askedWebhook(), deps);
  return testWebhook({ actor: actors.root, id }, deps);
}
