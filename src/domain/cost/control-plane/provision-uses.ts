import { priceResource } from '../price-resource';
import { memoryGbOf } from './idle-rows';
import { named, propertyOf, type TemplateResource, type TemplateResources } from './template';
import type { PriceKey } from '../../resources/price-book';
import type { Use } from './use';

/**
 * What one provision of an `api-service` does besides Terraform's own calls: counted on a local plane, with beats and looks as
 * often as on AWS. The minutes are assumed: most of them are AWS's, who builds the load balancer and starts the service.
 */
export const countedRun = {
  minutes: 5,
  beats: 60,
  looks: 150,
  environmentWrites: 8,
  events: 5,
  settlings: 3,
  objectWrites: 22,
  objectReads: 6,
  logBytes: 500_000,
};

/** Write units of an environment of 5 KB: table, `list` and `owner` in full, a unit each of `due` and `overdue`. */
const unitsPerEnvironmentWrite = 5 + 5 + 5 + 1 + 1;
/** An event of less than a kilobyte and the record of its run, each in the table and in `list`. */
const unitsPerEventWrite = 4;
/** A consistent read of an environment of 5 KB. */
const unitsPerEnvironmentRead = 2;
const milliseconds = { api: 50, authorizer: 20, settle: 300 };
const million = 1_000_000;

/** What one provision run uses up, with the sizes that the templates give builds, functions and workflow. */
export function provisionUses(resources: TemplateResources): Use[] {
  const { minutes, events, objectReads, objectWrites, logBytes } = countedRun;
  return [
    { item: 'build minutes', price: buildPrice(resources), quantity: minutes },
    { item: 'state transitions', price: 'step-functions', quantity: transitions(resources) / 1_000 },
    ...functionUses(resources),
    ...registryUses(),
    { item: 'events', price: 'event-bus', quantity: events / million },
    { item: 'objects written', price: 's3-writes', quantity: objectWrites / 1_000 },
    { item: 'objects read', price: 's3-reads', quantity: objectReads / 1_000 },
    { item: 'logs', price: 'logs-ingest', quantity: logBytes / 1_000_000_000 },
  ];
}

function buildPrice(resources: TemplateResources): PriceKey {
  const project = named(resources, 'AWS::CodeBuild::Project', ['Name', 'provision']);
  const attributes = {
    compute_type: propertyOf(project, 'Environment', 'ComputeType'),
    type: propertyOf(project, 'Environment', 'Type'),
  };
  const priced = priceResource({ type: 'aws_codebuild_project', address: 'provision', count: 1, attributes });
  const price = priced.metered?.[0]?.charges[0]?.price;
  if (price === undefined) throw new Error(`The builds have no price: ${priced.unpriced?.join(', ')}`);
  return price;
}

/** The states on the way where nothing fails, and the start, which is billed as one. */
function transitions(resources: TemplateResources): number {
  const machine = named(resources, 'AWS::StepFunctions::StateMachine', [
    'StateMachineName',
    'provision-environment',
  ]);
  const { StartAt, States } = definitionOf(machine);
  let count = 1;
  for (let name: string | undefined = StartAt; name !== undefined; name = States[name]?.Next) count += 1;
  return count;
}

/** The holes of a definition are inside its strings, so it is JSON before they are filled. */
function definitionOf(machine: TemplateResource) {
  const written = propertyOf(machine, 'DefinitionString');
  if (typeof written !== 'string') throw new Error('The definition of provision-environment is not inline');
  return JSON.parse(written) as { StartAt: string; States: Record<string, { Next?: string }> };
}

function functionUses(resources: TemplateResources): Use[] {
  const { looks, settlings } = countedRun;
  const gbSeconds = (name: string, ms: number, times: number) =>
    (memoryGbOf(named(resources, 'AWS::Lambda::Function', ['FunctionName', name])) * times * ms) / 1_000;
  return [
    { item: 'requests of the API', price: 'http-api', quantity: looks / million },
    { item: 'invocations', price: 'lambda-requests', quantity: (2 * looks + settlings) / million },
    {
      item: 'run time',
      price: 'lambda-arm-gb-second',
      quantity:
        gbSeconds('api', milliseconds.api, looks) +
        gbSeconds('authorizer', milliseconds.authorizer, looks) +
        gbSeconds('workflow-settle-run', milliseconds.settle, settlings),
    },
    { item: 'traces', price: 'xray-traces', quantity: (2 * looks + settlings) / million },
  ];
}

function registryUses(): Use[] {
  const { beats, looks, environmentWrites, events } = countedRun;
  const writes = beats + environmentWrites * unitsPerEnvironmentWrite + events * unitsPerEventWrite;
  const reads = (beats + 2 * looks) * unitsPerEnvironmentRead;
  return [
    { item: 'registry, written', price: 'dynamodb-write', quantity: writes / million },
    { item: 'registry, read', price: 'dynamodb-read', quantity: reads / million },
  ];
}
