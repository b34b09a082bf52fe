import { Template } from 'aws-cdk-lib/assertions';
import { createApp } from '../../lib/app';
import {
  identityOf,
  type StackDocument,
  type StackIdentity,
  type StackResource,
} from '../support/plane/stack-identity';
import { readBefore } from '../support/before/stage-before';
import { stageOf } from '../support/plane/synthesized';

/** Resources that a stage has since, by logical id and with the reason; a new one is named here, a gone one nowhere. */
const addedSince: Record<string, string> = {
  Apiaddwebhook7416E2E8: 'the route POST /webhooks',
  Apilistwebhooks0E594206: 'the route GET /webhooks',
  ApiremovewebhookADECD5D4: 'the route DELETE /webhooks/{id}',
  ApirotatewebhookDC8036B3: 'the route POST /webhooks/{id}/rotate',
  ApitestwebhookFCC0E930: 'the route POST /webhooks/{id}/test',
  ApilistdeliveriesBDCB181B: 'the route GET /deliveries',
  ApigetdeliveryC24C5041: 'the route GET /deliveries/{delivery}',
  Apisendagain7BB7F4B2: 'the route POST /deliveries/{delivery}/send-again',
  NotificationsTellPeopleFunctionD1EFBA62: 'the function that notifies people',
  NotificationsTellPeopleFunctionRole52A58D77: 'its role',
  NotificationsTellPeopleFunctionLogsAD77964E: 'its log',
  NotificationsTellPeopleFunctionEventInvokeConfig97CBC5D6: 'its retries',
  NotificationsTellPeopleAllowEventRuleleaseholddevcontrolplaneNotificationsTellPeopleFunction5331DA6722065A91:
    'that the rule may invoke it',
  NotificationsTellPeopleAllowEventRuleleaseholdprodcontrolplaneNotificationsTellPeopleFunction1CA3A086399F0297:
    'the same in the other stage',
  NotificationsSchedule77038444: 'the schedule by which it looks at what is due',
  NotificationsScheduleRole8AD63DD4: 'the role of the schedule',
  AlarmsTellPeopleErrors3CE08BAB: 'the alarm of its errors',
  AlarmsTellPeopleThrottles3D40B870: 'the alarm of its throttles',
  ApigetbundleC256B96F: 'the route GET /bundles/{digest}',
  Apigetschema540837FC: 'the route GET /schemas/{file}',
  ApilistschemasF2EA21DF: 'the route GET /schemas',
  ApirequesttrialDA5786DA: 'the route POST /trials',
  ApilisttargetsCAC9A66B: 'the route GET /targets',
  ApiaddtargetF03DDC50: 'the route POST /targets',
  Apigettarget34A0FFF1: 'the route GET /targets/{name}',
  Apiupdatetarget428BC195: 'the route PATCH /targets/{name}',
  Apiremovetarget0AAB16D8: 'the route DELETE /targets/{name}',
  Apilistrefusals96F0CAB5: 'the route GET /refusals',
  ApidisownresourceBAE15E8E: 'the route POST /environments/{name}/disown',
  Apigetdocs99199FCC: 'the route GET /docs',
  Apigetsummary074606C0: 'the route GET /summary',
  ApisleepenvironmentF5F49532: 'the route POST /environments/{name}/sleep',
  ApiwakeenvironmentCFEB27C6: 'the route POST /environments/{name}/wake',
  Apischedulesleep847EFDBB: 'the route POST /environments/{name}/schedule',
  Apigetpublishing0FF8552E: 'the route GET /publishing',
  Apigetteamtemplate9A92DF84: 'the route GET /templates/{team}/{template}',
  Apiuploadstate4239610F: 'the route POST /states',
  Apiuploadcertificate49E76E40: 'the route POST /certificates',
  Apiapplystack527CB292: 'the route POST /stacks',
  ApiliststacksDA5BD03C: 'the route GET /stacks',
  Apigetstack7EE1C957: 'the route GET /stacks/{stack}',
  ApigetstackdocumentF74EAFFC: 'the route GET /stacks/{stack}/document',
  ApiliststackeventsC224BBE7: 'the route GET /stacks/{stack}/events',
  ApidestroystackD28976A6: 'the route DELETE /stacks/{stack}',
  Apiextendstack293A41E4: 'the route POST /stacks/{stack}/extend',
  ApiapprovestackCD20A1B7: 'the route POST /stacks/{stack}/approve',
  Apirejectstack189B2B3E: 'the route POST /stacks/{stack}/reject',
  Apicancelstack388DC938: 'the route POST /stacks/{stack}/cancel',
  Apiretrystack2A298F25: 'the route POST /stacks/{stack}/retry',
  ApiejectenvironmentB95BD365: 'the route POST /environments/{name}/eject',
  ApigetejectedFA8D5250: 'the route GET /environments/{name}/ejected',
  ApilistdriftE3E84C3E: 'the route GET /drift',
  ApicheckdriftC5497D72: 'the route POST /environments/{name}/drift/check',
  Apiexpectdrift19EE8603: 'the route POST /environments/{name}/drift/expect',
  Apirotateenvironment0A754B4E: 'the route POST /environments/{name}/rotate',
  Apigetrotation3A02251B: 'the route GET /runs/{id}/rotation',
  Workflowsrotateenvironment60FE7179: 'the workflow of rotations',
  Workflowsrotateenvironmentlogs1AF93605: 'its log',
  WorkflowsrotateenvironmentroleCC63C540: 'its role',
  FunctionsSweepRolePolicy11A305520: 'what no longer fits into the first policy of the sweep',
  ApilistcertificatesB4AC6B18: 'the route GET /certificates',
  ApilistlocksDE810226: 'the route GET /locks',
  WorkflowscheckdriftAE7BF4FC: 'the workflow of checks for drift',
  WorkflowscheckdriftlogsFD22A2AC: 'its log',
  Workflowscheckdriftrole239DB7D5: 'its role',
  WorkflowspreviewcomponentF4382528: 'the workflow of previews',
  WorkflowspreviewcomponentlogsED1494F6: 'its log',
  WorkflowspreviewcomponentroleDFA4A416: 'its role',
  ApiplanstackB3EAE231: 'the route POST /stacks/{stack}/plans',
  Apigetstackplan3A8F56A5: 'the route GET /stacks/{stack}/plans/{plan}',
  Apigetcomponentplan6A4F75A1: 'the route GET /stacks/{stack}/plans/{plan}/components/{component}',
  ApicancelstackplanE9E9B47A: 'the route POST /stacks/{stack}/plans/{plan}/cancel',
  ApiconsenttostackF87C6058: 'the route POST /stacks/{stack}/consent',
  FunctionsMoveStackFunctionD2BBDC9F: 'the function by which stacks go on',
  FunctionsMoveStackRoleA56E3758: 'its role',
  FunctionsMoveStackLogs89754471: 'its log',
  FunctionsMoveStackFunctionEventInvokeConfig42FF8031: 'its retries',
  StackRulesmovestack4D88E833: 'the rule by which it hears of components',
  StackRulesmovestackAllowEventRuleleaseholddevcontrolplaneFunctionsMoveStackFunction27E534DB406B1D30:
    'that the rule may invoke it',
  StackRulesmovestackAllowEventRuleleaseholdprodcontrolplaneFunctionsMoveStackFunctionC7D8BA0C85662849:
    'the same in the other stage',
  AlarmsMoveStackErrorsC1C11641: 'the alarm of its errors',
  AlarmsMoveStackThrottles5CFA3ACE: 'the alarm of its throttles',
  Apiuploadbundle475FEE35: 'the route POST /bundles',
  Apipublishtemplate975EF7A2: 'the route POST /templates',
  Apiaccepttemplate51546FFE: 'the route POST /templates/{team}/{template}/accept',
  Apiretiretemplate97BB161C: 'the route POST /templates/{team}/{template}/retire',
  PeopleGrouppublisher304C20CA: 'the group of those who publish templates',
  Apiunmatched8FC4306A: 'the route $default, for the methods that a path does not take',
  BucketsRunsKey5403C39A: 'the key of states and artifacts',
  BucketsRunsKeyAliasD27A95B2: 'its name, by which the buckets know it',
  ProjectsBuildsRole57274D5E: 'the role of builds; that of runs keeps the name which targets trust',
};

const registry = (name: string) => `111122223333.dkr.ecr.eu-central-1.amazonaws.com/${name}`;
const imageRepositories = ['shop', 'blog'].map((name) => ({
  repository: `acme/${name}`,
  project: `${name}-images`,
  registry: registry(name),
}));
/** A stage that is older than the names with the region says so, and keeps those that it has. */
const plainNames = { accountNames: 'plain' as const };
const everything = { ...plainNames, runnerImage: 'baked' as const, imageRepositories };

/** What its client may sign in with, which AWS took to be more where nothing was named. */
const namedFlows = { ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] };

/** What encrypts states and artifacts from now on, which replaces nothing and leaves what is there as it is. */
const alias = ['arn:aws:kms:eu-central-1:', { Ref: 'AWS::AccountId' }, ':alias/leasehold-dev-runs'];
const byKey = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::Join': ['', alias] } };
const underKey = {
  BucketEncryption: {
    ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: true, ServerSideEncryptionByDefault: byKey }],
  },
};

/** Kept as before, but where the creation itself fails; and groups with their pool. Neither replaces anything. */
function asKeptNow<Kept extends { Type?: unknown; DeletionPolicy?: unknown }>(
  resources: Record<string, Kept>,
): Record<string, Kept> {
  const present = Object.entries(resources).map(([id, resource]): [string, Kept] => {
    const isGroup = resource.Type === 'AWS::Cognito::UserPoolGroup';
    if (resource.DeletionPolicy !== 'Retain' && !isGroup) return [id, resource];
    const whole = 'Properties' in resource;
    const policies = {
      DeletionPolicy: 'RetainExceptOnCreate',
      ...(whole && { UpdateReplacePolicy: 'Retain' }),
    };
    return [id, { ...resource, ...policies }];
  });
  return Object.fromEntries(present);
}

type Stacks = Record<string, StackIdentity>;

const stages: Record<string, Record<string, StackDocument>> = {
  plain: documentsOf('dev', plainNames),
  full: documentsOf('prod', everything),
};

function documentsOf(stage: string, changes: Parameters<typeof stageOf>[2]): Record<string, StackDocument> {
  const stacks = Object.entries(stageOf(stage, createApp(), changes));
  return Object.fromEntries(
    stacks.map(([name, stack]) => [name, Template.fromStack(stack).toJSON() as StackDocument]),
  );
}

function withoutAdded({ resources, outputs }: StackIdentity): StackIdentity {
  const kept = Object.entries(resources).filter(([id]) => !(id in addedSince));
  return { resources: Object.fromEntries(kept), outputs };
}

const cases = Object.entries(readBefore<Record<string, Stacks>>('stacks.json')).flatMap(([stage, stacks]) =>
  Object.entries(stacks).map(([stack, before]): [string, string, StackIdentity] => [stage, stack, before]),
);

/** What is uploaded to the catalog and not published goes after a day, the copy of an adopted state after a month, and that of an ejected environment and a certificate that no run took after a day. */
const addedRules = {
  Bucketscatalog: [{ ExpirationInDays: 1, Prefix: 'uploads/', Status: 'Enabled' }],
  Bucketsartifacts: [lapsing('ejected/', 1)],
  Bucketsstate: [lapsing('adoptions/', 30), lapsing('certificates/', 1)],
};

/** A rule by which all versions under a prefix end. */
function lapsing(Prefix: string, ExpirationInDays: number) {
  const NoncurrentVersionExpiration = { NoncurrentDays: 1 };
  return { ExpirationInDays, NoncurrentVersionExpiration, Prefix, Status: 'Enabled' };
}

function withUploads(id: string, properties: Record<string, unknown>): Record<string, unknown> {
  const [, uploads] = Object.entries(addedRules).find(([bucket]) => id.startsWith(bucket)) ?? [];
  if (!uploads || !('LifecycleConfiguration' in properties)) return properties;
  const { Rules } = properties['LifecycleConfiguration'] as { Rules: unknown[] };
  return { ...properties, LifecycleConfiguration: { Rules: [...Rules, ...uploads] } };
}

describe('a stage that runs', () => {
  it('has its stacks and no other', () => {
    const present = Object.entries(stages).flatMap(([stage, stacks]) =>
      Object.keys(stacks).map((stack) => [stage, stack]),
    );

    expect(present.sort()).toEqual(cases.map(([stage, stack]) => [stage, stack]).sort());
  });

  it.each(cases)('keeps ids, types, names and outputs: %s, %s', (stage, stack, before) => {
    const present = identityOf(stages[stage]?.[stack] ?? { Resources: {} });

    // As JSON, which knows no undefined.
    expect(JSON.parse(JSON.stringify(withoutAdded(present)))).toEqual({
      ...before,
      resources: asKeptNow(before.resources),
    });
  });

  it('keeps all that is kept for ever as it is', () => {
    const before = asKeptNow(readBefore<Record<string, StackResource>>('stateful.json'));
    const changed = ([id, resource]: [string, StackResource]) => {
      const isEncrypted = /^Buckets(state|artifacts)/.test(id) && resource.Type === 'AWS::S3::Bucket';
      const flows = resource.Type === 'AWS::Cognito::UserPoolClient' ? namedFlows : {};
      const more = isEncrypted ? underKey : flows;
      return [id, { ...resource, Properties: withUploads(id, { ...resource.Properties, ...more }) }];
    };
    const present = Object.entries(stages['plain']?.['stateful']?.Resources ?? {});

    expect(Object.fromEntries(present.filter(([id]) => !(id in addedSince)))).toEqual(
      Object.fromEntries(Object.entries(before).map(changed)),
    );
  });

  it('has every resource that is named as added', () => {
    const ids = Object.values(stages).flatMap((stacks) =>
      Object.values(stacks).flatMap(({ Resources }) => Object.keys(Resources)),
    );

    expect(Object.keys(addedSince).filter((id) => !ids.includes(id))).toEqual([]);
  });
});
