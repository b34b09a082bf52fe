import { Webhook } from 'standardwebhooks';
import { second } from '../../../src/domain/base/time';

/** A message as a receiver of Standard Webhooks reads it. */
export interface Read {
  type: string;
  timestamp: string;
  data: {
    id: string;
    environment: { name: string; life: string; sequence: number } | null;
    command: string;
    details: Record<string, unknown>;
  };
}

/** What a receiver verifies with the library of Standard Webhooks, at the time of the plane's clock; throws where it is not signed by the key. */
export function verified(secret: string, headers: Record<string, string>, body: string): Read {
  const now = Number(headers['webhook-timestamp']) * second;
  jest.useFakeTimers({ now, doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'setInterval'] });
  try {
    return new Webhook(secret).verify(body, headers) as Read;
  } finally {
    jest.useRealTimers();
  }
}
