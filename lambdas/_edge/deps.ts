import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { ECRClient } from '@aws-sdk/client-ecr';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { monotonicFactory } from 'ulid';
import { createCodeBuildBuilds } from '../../src/aws/codebuild-builds';
import { createCodeBuildImages } from '../../src/aws/codebuild-images';
import { createDynamoAudit } from '../../src/aws/dynamo-audit';
import { createDynamoCheckTurns } from '../../src/aws/dynamo-check-turns';
import { createDynamoDueIndex } from '../../src/aws/dynamo-due';
import { createDynamoEntries } from '../../src/aws/dynamo-entries';
import { createDynamoStackPlans } from '../../src/aws/stacks/dynamo-stack-plans';
import { createDynamoOverdueIndex } from '../../src/aws/dynamo-overdue';
import { createDynamoExports, createDynamoRecorded } from '../../src/aws/dynamo-recorded';
import { createDynamoRefusals } from '../../src/aws/dynamo-refusals';
import { createDynamoReservations } from '../../src/aws/dynamo-reservations';
import { createDynamoRuns } from '../../src/aws/dynamo-runs';
import { createDynamoTargets } from '../../src/aws/targets/dynamo-targets';
import { askCostExplorer } from '../../src/aws/limits/ask-cost-explorer';
import { createCostExplorer, noActualCosts } from '../../src/aws/limits/cost-explorer';
import { createDynamoAccounts } from '../../src/aws/limits/dynamo-accounts';
import { createDynamoBills } from '../../src/aws/limits/dynamo-bills';
import { createDynamoShares } from '../../src/aws/limits/dynamo-shares';
import { createEcrRegistry } from '../../src/aws/ecr-registry';
import { createEventBridgeBus } from '../../src/aws/eventbridge-bus';
import { createS3Exported } from '../../src/aws/s3-exported';
import { S3Artifacts } from '../../src/aws/s3-artifacts';
import { S3Catalog } from '../../src/aws/s3-catalog';
import { loadSettings } from '../../src/aws/s3-settings';
import { S3State } from '../../src/aws/s3-state';
import { createS3Previews } from '../../src/aws/stacks/s3-previews';
import { createS3StackDocuments } from '../../src/aws/stacks/s3-stack-documents';
import { createSfnWorkflows } from '../../src/aws/sfn-workflows';
import { ControlConfig } from '../../src/config/hub';
import { readClock } from '../../src/config/clock';
import { type ProcessEnvironment, readConfig } from '../../src/config/read-config';
import type { CheckInterval } from '../../src/domain/environment/drift/check-interval';
import { environmentKind } from '../../src/domain/environment/environment-kind';
import { slotsKind } from '../../src/domain/environment/slots/slots-kind';
import { imageBuildKind } from '../../src/domain/image/image-build-kind';
import { stackKind } from '../../src/domain/stack/entry/stack-kind';
import { plannerKind } from '../../src/domain/stack/plan/planner';
import type { Limits } from '../../src/domain/limits/limits';
import type { DriftPorts } from '../../src/operations/ports/drift';
import type { Deps } from '../../src/operations/ports/deps';
import type { Table } from '../../src/aws/dynamo-table';
import type { ActualCosts, LimitPorts } from '../../src/operations/ports/limits';
import type { DecidingDeps } from '../../src/operations/ports/registry';
import type { SlotPorts } from '../../src/operations/ports/slots';
import type { StackPorts } from '../../src/operations/ports/stack';
import type { TargetPorts } from '../../src/operations/ports/target';
import { slotCountsBy, targetReader } from '../../src/operations/target/read-targets';
import { limitCatalog } from '../../src/operations/template/limit-catalog';
import { documentClient } from './document-client';
import { hubClient } from './hub-client';
import { logger } from './logger';
import { meter } from './meter';

type Control = ReturnType<typeof readConfig<typeof ControlConfig>>;

/** Everything the operations need, from the function's variables and the document that they name. Throws Misconfigured. */
export async function loadDeps(): Promise<Deps> {
  return buildDeps(await loadSettings(new S3Client(hubClient)));
}

/** Everything the operations need, on the hub's AWS, from the variables given. Throws Misconfigured. */
export function buildDeps(env?: ProcessEnvironment): Deps {
  const config = readConfig(ControlConfig, env);
  const table = { name: config.LEASEHOLD_TABLE, client: documentClient() };
  const s3 = new S3Client(hubClient);
  const codeBuild = new CodeBuildClient(hubClient);
  const clock = readClock();
  const nextId = monotonicFactory();
  return {
    registry: createDynamoEntries(table, environmentKind),
    audit: createDynamoAudit(table, clock),
    runs: createDynamoRuns(table),
    reservations: createDynamoReservations(table),
    refusals: createDynamoRefusals(table),
    recorded: createDynamoRecorded(table),
    exported: createS3Exported(s3, config.LEASEHOLD_ARTIFACTS_BUCKET),
    exports: createDynamoExports(table),
    ...limitPorts(table, config.LEASEHOLD_LIMITS),
    ...duePorts(table, config.LEASEHOLD_CHECK_INTERVAL),
    workflows: createSfnWorkflows(new SFNClient(hubClient), config.LEASEHOLD_STATE_MACHINE_PREFIX),
    builds: createCodeBuildBuilds(codeBuild, new CloudWatchLogsClient(hubClient)),
    imageBuilds: createDynamoEntries(table, imageBuildKind),
    ...stackPorts(table, s3, config.LEASEHOLD_ARTIFACTS_BUCKET),
    imageProjects: createCodeBuildImages(codeBuild),
    imageRegistry: createEcrRegistry(new ECRClient(hubClient)),
    imageRepositories: config.LEASEHOLD_IMAGE_REPOSITORIES,
    bus: createEventBridgeBus(new EventBridgeClient(hubClient), config.LEASEHOLD_EVENT_BUS),
    artifacts: new S3Artifacts(s3, config.LEASEHOLD_ARTIFACTS_BUCKET),
    states: new S3State(s3, config.LEASEHOLD_STATE_BUCKET),
    catalog: limitCatalog(new S3Catalog(s3, config.LEASEHOLD_CATALOG_BUCKET), config.LEASEHOLD_LEASE_LIMITS),
    ...targetPorts(table, config, { clock, newId: () => nextId(Date.parse(clock())) }),
    policy: config.LEASEHOLD_POLICY,
    selfApproval: config.LEASEHOLD_SELF_APPROVAL,
    signIn: config.LEASEHOLD_SIGN_IN,
    clock,
    newId: () => nextId(Date.parse(clock())),
    log: logger,
    meter,
  };
}

/** What the sweep looks for, and when checks for drift are due. */
function duePorts(table: Table, checkInterval: CheckInterval): Pick<Deps, 'due' | 'overdue'> & DriftPorts {
  return {
    due: createDynamoDueIndex(table),
    overdue: createDynamoOverdueIndex(table),
    checkInterval,
    checkTurns: createDynamoCheckTurns(table),
  };
}

function targetPorts(
  table: Table,
  { LEASEHOLD_TARGETS: deployedTargets, LEASEHOLD_RUNS_ROLE: runsRole }: Control,
  deciding: DecidingDeps,
): TargetPorts & SlotPorts {
  const targetEntries = createDynamoTargets(table);
  const targets = targetReader({ ...deciding, targetEntries, deployedTargets, log: logger });
  return {
    targetEntries,
    deployedTargets,
    runsRole,
    targets,
    slots: createDynamoEntries(table, slotsKind),
    slotCounts: slotCountsBy({ targetEntries, deployedTargets }),
  };
}

function stackPorts(table: Table, s3: S3Client, artifacts: string): StackPorts {
  return {
    stacks: createDynamoEntries(table, stackKind),
    stackDocuments: createS3StackDocuments(s3, artifacts),
    stackPlans: createDynamoStackPlans(table),
    planners: createDynamoEntries(table, plannerKind),
    previews: createS3Previews(s3, artifacts),
  };
}

function limitPorts(table: Table, limits: Limits): LimitPorts {
  return {
    limits,
    shares: createDynamoShares(table),
    accounts: createDynamoAccounts(table),
    bills: createDynamoBills(table),
    actualCosts: actualCostsOf(limits),
  };
}

/** Cost Explorer, where the stage asks it; a local plane has none. */
function actualCostsOf({ actualCost }: Limits): ActualCosts {
  if (actualCost === 'local') return noActualCosts('local-plane');
  if (actualCost === 'none') return noActualCosts('turned-off');
  return createCostExplorer(askCostExplorer(() => new S3Client(hubClient).config.credentials()));
}
