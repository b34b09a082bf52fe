import type { BodyOf, ResponseOf } from './operation';
import type { Schemas } from './description';

/*
 * What clients say of what the API takes and returns: each type is one of the description, so that a change of it that breaks a
 * client does not compile. Plans and outputs keep the digits of their numbers when they are read: they are the domain's types.
 */

export type Actor = Schemas['Actor'];
export type DomainEvent = Schemas['Event'];
export type EnvironmentView = Schemas['Environment'];
export type EventPage = ResponseOf<'list-events'>;
export type ImageBuildView = Schemas['ImageBuild'];
export type RefusalRow = ResponseOf<'list-refusals'>['items'][number];
export type RunRecord = Schemas['RunRecord'];
export type RunView = Schemas['Run'];
export type SignInView = ResponseOf<'get-sign-in'>;
export type StateLock = Schemas['StateLock'];
export type TargetDetails = Schemas['Target'];
export type WebhookView = ResponseOf<'list-webhooks'>['items'][number];
export type DeliveryView = ResponseOf<'get-delivery'>;
export type TemplateVersion = Schemas['Template'];
export type AddTargetBody = BodyOf<'add-target'>;
export type UpdateTargetBody = BodyOf<'update-target'>;
export type AddWebhookBody = BodyOf<'add-webhook'>;
export type BuildImageBody = BodyOf<'build-image'>;
export type ChangeEnvironmentBody = BodyOf<'change-environment'>;
export type CreateEnvironmentBody = BodyOf<'create-environment'>;
export type EstimateCostBody = BodyOf<'estimate-cost'>;
