import * as z from 'zod';
import { Actor } from '../../src/domain/access/actor';
import * as answers from '../../src/domain/api/responses';
import { OutputsDocument, PlanDocument } from '../../src/domain/environment/artifacts';
import { DomainEvent } from '../../src/domain/environment/events';
import { ImageBuildView } from '../../src/domain/image/image-build-view';
import { Failure } from '../../src/domain/environment/outcome';
import { CostSummary } from '../../src/domain/cost/cost-summary';
import { PlanSummary } from '../../src/domain/environment/plan';
import { Progress } from '../../src/domain/environment/progress';
import { Receipt, ReceiptSummary } from '../../src/domain/environment/receipt';
import { RunRecord } from '../../src/domain/environment/run-record';
import { AddedWebhookView, DeliveryView, WebhookView } from '../../src/domain/notice/webhook-view';
import { StackEvent } from '../../src/domain/stack/entry/stack-event';
import { ComponentView, StackView } from '../../src/domain/stack/entry/stack-view';
import { PlannedComponentView, StackPlanView } from '../../src/domain/stack/plan/stack-plan-view';
import { ResolvedStack } from '../../src/domain/stack/resolved-stack';
import { TargetDetails } from '../../src/domain/target/target-view';
import { StateLock } from '../../src/domain/environment/state-lock';
import { Inputs, Manifest, TemplateVersion } from '../../src/domain/template/template';
import { SummaryView } from '../../src/domain/environment/summary/summary-view';
import { RunView } from '../../src/domain/environment/summary/run-view';
import { EnvironmentView } from '../../src/domain/environment/view';

/** A part of a JSON document. */
export type Json = Record<string, unknown>;

/** A JSON Schema, as far as a reader of one looks into it. */
export interface JsonSchema extends Json {
  properties?: Record<string, Json>;
  required?: string[];
}

/** The schemas that have a name of their own in the document; all others are written out where they stand. */
const components = {
  Actor,
  AddedWebhook: AddedWebhookView,
  CostSummary,
  Delivery: DeliveryView,
  Environment: EnvironmentView,
  Estimate: answers.EstimateView,
  Event: DomainEvent,
  Failure,
  GatewayMessage: answers.GatewayMessage,
  ImageBuild: ImageBuildView,
  Inputs,
  Life: answers.LifeView,
  LogPage: answers.LogPage,
  Manifest,
  Outputs: OutputsDocument,
  Plan: PlanDocument,
  PlanSummary,
  Problem: answers.Problem,
  Progress,
  Receipt,
  ReceiptSummary,
  Run: RunView,
  RunRecord,
  Stack: StackView,
  StackComponent: ComponentView,
  StackDocument: ResolvedStack,
  StackEvent,
  StackPlan: StackPlanView,
  StackPlanComponent: PlannedComponentView,
  StateLock,
  Summary: SummaryView,
  Target: TargetDetails,
  Template: TemplateVersion,
  TemplateSummary: answers.TemplateSummary,
  TemplateView: answers.TemplateView,
  Webhook: WebhookView,
} satisfies Record<string, z.ZodType>;

// zod's own registry, which also holds what `describe` and `meta` said: with another one they are lost.
const names = z.globalRegistry;
for (const [id, schema] of Object.entries(components)) names.add(schema, { ...names.get(schema), id });

/** `components.schemas` of the document; `Json` stands for any JSON value, which JSON Schema says by saying nothing. */
export function describeComponents(): Json {
  const described = Object.entries(components).map(
    ([id, schema]) => [id, written(schema, 'output')] as const,
  );
  return { ...Object.fromEntries(described), Json: { description: 'Any JSON value.' } };
}

/** A schema in JSON Schema 2020-12, the dialect of OpenAPI 3.1: a reference if it has a name, else written out. */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output' = 'output'): JsonSchema {
  const id = names.get(schema)?.id;
  return id === undefined ? written(schema, io) : { $ref: `#/components/schemas/${id}` };
}

/**
 * zod puts what has a name under `$defs`, the schema itself included, and refers to it there; generated names stand
 * only for z.json(), which contains itself.
 */
function written(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, $defs = {}, ...outer } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  const id = names.get(schema)?.id;
  const { id: __, ...own } = (id === undefined ? undefined : $defs[id]) ?? outer;
  const text = JSON.stringify(own)
    .replaceAll(/#\/\$defs\/__schema\d+/g, '#/components/schemas/Json')
    .replaceAll('#/$defs/', '#/components/schemas/');
  return JSON.parse(text) as JsonSchema;
}
