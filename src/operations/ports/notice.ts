import type { Delivery } from '../../domain/notice/delivery';
import type { Sent } from '../../domain/notice/delivery-kind';
import type { Notice } from '../../domain/notice/notice';
import type { Webhook, WebhookSecret } from '../../domain/notice/webhook';
import type { Registry } from './environment';
import type { Entries, RegistryDeps } from './registry';

/** The truth about webhooks, by id. */
export type Webhooks = Entries<Webhook>;

/** The truth about deliveries, by what is delivered and to whom. */
export type Deliveries = Entries<Delivery>;

/** A key of a webhook, both by their ids. */
export interface KeyPlace {
  webhook: string;
  key: string;
}

/** Where the addresses and keys of webhooks are: a secret for each key. Only who delivers reads one. */
export interface WebhookSecrets {
  store(place: KeyPlace, secret: WebhookSecret): Promise<void>;
  /** Stores it in place of another one; false where there is none. */
  replace(place: KeyPlace, secret: WebhookSecret): Promise<boolean>;
  /** Undefined where there is none. */
  read(place: KeyPlace): Promise<WebhookSecret | undefined>;
  /** One that is gone already is no error. */
  delete(place: KeyPlace): Promise<void>;
}

/** Whether an address may be called: the reason why not, undefined where it may. */
export type CheckReceiver = (url: string) => Promise<string | undefined>;

/** What is sent to a receiver. */
export interface Post {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** Sends to a receiver outside: an answer or the lack of one is a result, and nothing is thrown. */
export type SendPost = (post: Post) => Promise<Sent>;

/** The topic of the stage, whose subscribers get mail. */
export type PublishNotice = (mail: { subject: string; text: string; notice: Notice }) => Promise<Sent>;

/** Asks the function of the notices to try a delivery now; it would come to it by itself when it is due. */
export type WantDelivery = (delivery: string) => Promise<void>;

/** What the API needs of webhooks. */
export interface WebhookPorts {
  webhooks: Webhooks;
  deliveries: Deliveries;
  webhookSecrets: Pick<WebhookSecrets, 'store' | 'replace' | 'delete'>;
  checkReceiver: CheckReceiver;
  wantDelivery: WantDelivery;
}

/** What a change of a webhook needs. */
export type WebhookDeps = RegistryDeps & Pick<WebhookPorts, 'webhooks' | 'webhookSecrets'>;

/** What the function of the notices needs. */
export interface NoticeDeps extends RegistryDeps {
  registry: Pick<Registry, 'get' | 'getLife'>;
  webhooks: Webhooks;
  deliveries: Deliveries;
  webhookSecrets: Pick<WebhookSecrets, 'read' | 'replace' | 'delete'>;
  sendPost: SendPost;
  /** Undefined where the plane has no topic. */
  publishNotice: PublishNotice | undefined;
  /** Where the API is, without a slash at its end; null where that is not known. */
  baseUrl: string | null;
}
