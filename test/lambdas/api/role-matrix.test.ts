import { createApi } from '../../../lambdas/api/handler';
import { type Route, routes } from '../../../lambdas/api/routes';
import type { Actor } from '../../../src/domain/access/actor';
import { actorOf } from '../../../src/domain/access/identity';
import type { DeliveryView } from '../../../src/domain/notice/webhook-view';
import type { PlanSummary } from '../../../src/domain/environment/plan';
import { buildImage } from '../../../src/operations/image/build-image';
import { destroyEnvironment } from '../../../src/operations/environment/destroy-environment';
import { publishTemplate } from '../../../src/operations/template/publish-template';
import { retryRun } from '../../../src/operations/environment/retry-run';
import { beginApply } from '../../../src/operations/environment/runner-gate';
import { sleepEnvironment } from '../../../src/operations/environment/sleep/sleep-environment';
import { settleRun } from '../../../src/operations/environment/settle-run';
import { type ApplyStackInput, applyStack } from '../../../src/operations/stack/apply-stack';
import { planStack } from '../../../src/operations/stack/plan/plan-stack';
import { rotationDocument } from '../../support/rotation/rotated';
import { driftOn, retention } from '../../support/drift/checked';
import { ejectKey, ejectOn } from '../../support/eject/ejected';
import { planDigest, planOf } from '../../support/builders/births';
import { contextOf, requestOf, silent } from '../../support/plane/http';
import { addTarget } from '../../../src/operations/target/add-target';
import { askedTarget, offering, targetOf } from '../../support/builders/targets';
import { sha256 } from '../../support/builders/sha256';
import { appliedOutcome, failedOutcome, unaccountedOutcome } from '../../support/builders/lives';
import { testedWebhook } from '../../support/notices/webhooks';
import { catalogOf, templateVersion } from '../../support/terraform/catalog';
import { componentOf, documentOf, playsOf, stackCatalog } from '../../support/stacks/entry/stage-stacks';
import { planned } from '../../support/stacks/planned';
import { teamBundle } from '../../support/terraform/team-bundle';
import { actors, useStandingStage } from '../../support/plane/operations-stage';
import { type Asker, askers, type Cell, readMatrix } from '../../support/plane/role-matrix';

/** Every route, by the environment it is asked about. A new route has no row here, and a test says so. */
const matrix = readMatrix(`
# operation           state            nobody noRole viewer owner teamMate other namesake workload pullRequest approver publisher admin
  list-templates      none             401    403    200    200   200      200   200      200      200         200      200       200
  get-template        none             401    403    200    200   200      200   200      200      200         200      200       200
  get-team-template   published        401    403    200    200   200      200   200      200      200         200      200       200
  get-publishing      none             401    403    200    200   200      200   200      200      200         200      200       200
  get-bundle          published        401    403    200    200   200      200   200      200      403         200      200       200
  upload-bundle       none             401    403    403    403   403      403   403      403      403         403      200       200
  publish-template    uploaded         401    403    403    403   403      403   403      403      403         403      200       200
  request-trial       uploaded         401    403    403    403   403      403   403      403      403         403      200       200
  accept-template     published        401    403    403    403   403      403   403      403      403         403      403       200
  retire-template     published        401    403    403    403   403      403   403      403      403         403      200       200
  estimate-cost       none             401    403    200    200   200      200   200      200      200         200      200       200
  create-environment  none             401    403    403    202   202      202   202      202      403         403      202       202
  upload-state        none             401    403    403    200   200      200   200      200      403         403      200       200
  upload-certificate  none             401    403    403    200   200      200   200      200      403         403      200       200
  list-environments   ready            401    403    200    200   200      200   200      200      403         200      200       200
  get-summary         ready            401    403    200    200   200      200   200      200      403         200      200       200
  get-environment     ready            401    403    200    200   200      200   200      200      403         200      200       200
  change-environment  ready            401    403    403    202   202      403   403      403      403         403      403       202
  destroy-environment ready            401    403    403    202   202      403   403      403      403         403      403       202
  extend-environment  ready            401    403    403    200   200      403   403      403      403         403      403       200
  sleep-environment   sleeper          401    403    403    202   202      403   403      403      403         403      403       202
  wake-environment    asleep           401    403    403    202   202      403   403      403      403         403      403       202
  schedule-sleep      sleeper          401    403    403    200   200      403   403      403      403         403      403       200
  approve-plan        dear             401    403    403    403   403      403   403      403      403         202      403       202
  approve-plan        plan-only        401    403    403    202   202      403   403      403      403         202      403       202
  reject-plan         dear             401    403    403    202   202      403   403      403      403         202      403       202
  reject-plan         plan-only        401    403    403    202   202      403   403      403      403         202      403       202
  approve-plan        asked-by-admin   401    403    403    403   403      403   403      403      403         202      403       403
  reject-plan         asked-by-admin   401    403    403    202   202      403   403      403      403         202      403       202
  approve-plan        own-allowed      401    403    403    403   403      403   403      403      403         202      403       202
  approve-plan        retried-by-admin 401    403    403    403   403      403   403      403      403         202      403       403
  cancel-run          applying         401    403    403    202   202      403   403      403      403         403      403       202
  retry-run           failed           401    403    403    202   202      403   403      403      403         403      403       202
  get-lock            ready            401    403    200    200   200      200   200      200      403         200      200       200
  unlock-state        ready            401    403    403    200   200      403   403      403      403         403      403       200
  disown-resource     unaccounted      401    403    403    202   202      403   403      403      403         403      403       202
  list-drift          ready            401    403    200    200   200      200   200      200      403         200      200       200
  check-drift         ready            401    403    403    202   202      403   403      403      403         403      403       202
  expect-drift        drifted          401    403    403    200   200      403   403      403      403         403      403       200
  rotate-environment  ready            401    403    403    202   202      403   403      403      403         403      403       202
  get-rotation        rotated          401    403    200    200   200      200   200      200      403         200      200       200
  eject-environment   ready            401    403    403    202   202      403   403      403      403         403      403       202
  get-ejected         ejected          401    403    403    200   404      403   403      403      403         403      403       404
  list-certificates   ready            401    403    200    200   200      200   200      200      403         200      200       200
  list-locks          ready            401    403    403    403   403      403   403      403      403         403      403       200
  list-runs           ready            401    403    200    200   200      200   200      200      403         200      200       200
  list-events         ready            401    403    200    200   200      200   200      200      403         200      200       200
  get-outputs         ready            401    403    200    200   200      200   200      200      403         200      200       200
  get-life            ready            401    403    200    200   200      200   200      200      403         200      200       200
  get-run             ready            401    403    200    200   200      200   200      200      403         200      200       200
  get-plan            dear             401    403    200    200   200      200   200      200      403         200      200       200
  get-logs            ready            401    403    200    200   200      200   200      200      403         200      200       200
  build-image         none             401    403    403    202   202      202   202      202      403         403      202       202
  add-webhook         none             401    403    403    403   403      403   403      403      403         403      403       200
  list-webhooks       webhook          401    403    403    403   403      403   403      403      403         403      403       200
  remove-webhook      webhook          401    403    403    403   403      403   403      403      403         403      403       200
  rotate-webhook      webhook          401    403    403    403   403      403   403      403      403         403      403       200
  test-webhook        webhook          401    403    403    403   403      403   403      403      403         403      403       202
  list-deliveries     webhook          401    403    403    403   403      403   403      403      403         403      403       200
  get-delivery        webhook          401    403    403    403   403      403   403      403      403         403      403       200
  send-again          webhook          401    403    403    403   403      403   403      403      403         403      403       202
  apply-stack         offered-stack    401    403    403    202   202      202   202      202      403         403      202       202
  apply-stack         stack            401    403    403    202   202      403   403      403      403         403      403       202
  list-stacks         stack            401    403    200    200   200      200   200      200      403         200      200       200
  get-stack           stack            401    403    200    200   200      200   200      200      403         200      200       200
  get-stack-document  stack            401    403    200    200   200      200   200      200      403         200      200       200
  list-stack-events   stack            401    403    200    200   200      200   200      200      403         200      200       200
  destroy-stack       stack            401    403    403    202   202      403   403      403      403         403      403       202
  extend-stack        stack            401    403    403    202   202      403   403      403      403         403      403       202
  cancel-stack        stack            401    403    403    202   202      403   403      403      403         403      403       202
  approve-stack       waiting-stack    401    403    403    403   403      403   403      403      403         202      403       202
  reject-stack        waiting-stack    401    403    403    202   202      403   403      403      403         202      403       202
  retry-stack         failed-stack     401    403    403    202   202      403   403      403      403         403      403       202
  plan-stack          offered-stack    401    403    403    202   202      202   202      202      403         403      202       202
  plan-stack          stack            401    403    403    202   202      403   403      403      403         403      403       202
  get-stack-plan      planned-stack    401    403    200    200   200      200   200      200      403         200      200       200
  cancel-stack-plan   being-planned    401    403    403    202   403      403   403      403      403         403      403       202
  cancel-stack-plan   planned-again    401    403    403    202   202      403   403      403      403         403      403       202
  get-component-plan  planned-stack    401    403    200    200   200      200   200      200      403         200      200       200
  consent-to-stack    consented-stack  401    403    403    202   202      403   403      403      403         202      403       202
  list-image-builds   none             401    403    200    200   200      200   200      200      403         200      200       200
  get-image-build     image            401    403    200    200   200      200   200      200      403         200      200       200
  get-me              none             401    403    200    200   200      200   200      200      200         200      200       200
  list-targets        none             401    403    200    200   200      200   200      200      200         200      200       200
  add-target          none             401    403    403    403   403      403   403      403      403         403      403       200
  get-target          target           401    403    403    403   403      403   403      403      403         403      403       200
  update-target       target           401    403    403    403   403      403   403      403      403         403      403       200
  remove-target       target           401    403    403    403   403      403   403      403      403         403      403       202
  list-refusals       none             401    403    403    403   403      403   403      403      403         403      403       200
  get-sign-in         none             200    200    200    200   200      200   200      200      200         200      200       200
  get-openapi         none             200    200    200    200   200      200   200      200      200         200      200       200
  list-schemas        none             200    200    200    200   200      200   200      200      200         200      200       200
  get-schema          none             200    200    200    200   200      200   200      200      200         200      200       200
  get-docs            none             200    200    200    200   200      200   200      200      200         200      200       200
  get-health          none             200    200    200    200   200      200   200      200      200         200      200       200

# a target that names nothing takes no previews, one for a team takes its members, one for admins takes them alone
  estimate-cost       default          401    403    200    200   200      200   200      200      403         200      200       200
  create-environment  default          401    403    403    202   202      202   202      202      403         403      202       202
  estimate-cost       team             401    403    200    200   200      403   403      403      403         403      403       200
  create-environment  team             401    403    403    202   202      403   403      403      403         403      403       202
  estimate-cost       admins           401    403    403    403   403      403   403      403      403         403      403       200
  create-environment  admins           401    403    403    403   403      403   403      403      403         403      403       202
  change-environment  admins           401    403    403    403   403      403   403      403      403         403      403       202
  destroy-environment admins           401    403    403    202   202      403   403      403      403         403      403       202
  extend-environment  admins           401    403    403    200   200      403   403      403      403         403      403       200
  approve-plan        waiting-admins   401    403    403    403   403      403   403      403      403         202      403       202
  reject-plan         waiting-admins   401    403    403    202   202      403   403      403      403         202      403       202
  retry-run           failed-admins    401    403    403    403   403      403   403      403      403         403      403       202

# a target that takes other templates takes this one from nobody
  estimate-cost       other            401    403    403    403   403      403   403      403      403         403      403       403
  create-environment  other            401    403    403    403   403      403   403      403      403         403      403       403
  change-environment  other-ready      401    403    403    403   403      403   403      403      403         403      403       403
  approve-plan        waiting-other    401    403    403    403   403      403   403      403      403         403      403       403
  retry-run           failed-other     401    403    403    403   403      403   403      403      403         403      403       403
`);

const team = 'data';

/** Whoever signs in at an issuer with Ada's address, name, role and team; `people` is the issuer that ids once were of. */
const adaOf = (issuer: string): Actor =>
  actorOf(
    { email: actors.ada.id, email_verified: true, name: 'ada', roles: 'developer', teams: team },
    {
      name: issuer,
      former: issuer === 'people',
      kind: 'person',
      claims: { id: 'email', name: 'name', roles: 'roles', teams: 'teams' },
      defaultRoles: [],
      workloads: [],
    },
    sha256,
  );

const people: Record<Asker, Actor | null> = {
  nobody: null,
  noRole: { ...actors.ada, roles: [] },
  viewer: actors.vic,
  owner: adaOf('people'),
  teamMate: actors.tom,
  otherDeveloper: actors.bob,
  namesake: adaOf('guests'),
  workload: { kind: 'workload', id: 'repo:4711', name: 'acme/shop', roles: ['developer'], teams: [] },
  pullRequest: {
    kind: 'workload',
    id: 'repo:4711:pull:7',
    name: 'acme/shop#7',
    roles: ['developer'],
    teams: ['data'],
    preview: 'pr-7-shop',
  },
  approver: actors.eve,
  publisher: actors.pat,
  admin: actors.root,
};

const bodies: Record<string, unknown> = {
  'estimate-cost': { template: 'playground' },
  'create-environment': { name: 'bar', template: 'playground', ttl: '2h' },
  'upload-state': { environment: 'bar', digest: '0'.repeat(64), bytes: 1_000 },
  'upload-certificate': { environment: 'bar', digest: '0'.repeat(64), bytes: 1_000 },
  'change-environment': { inputs: { resources: 4 } },
  'extend-environment': { ttl: '1h' },
  'schedule-sleep': { sleep: '20:00-07:00 Europe/Berlin' },
  'approve-plan': { planDigest },
  'reject-plan': { planDigest },
  'unlock-state': { lockId: 'lock-1' },
  'disown-resource': { address: 'aws_iam_role.app' },
  'rotate-environment': { dryRun: false },
  'eject-environment': { key: ejectKey },
  'expect-drift': { cause: retention.id, reason: 'a trial', until: '2099-01-01T00:00:00.000Z' },
  'upload-bundle': { digest: '0'.repeat(64), bytes: 1_000 },
  'publish-template': {},
  'request-trial': {},
  'accept-template': { version: '1.0.0' },
  'retire-template': { version: '1.0.0', as: 'deprecated', reason: 'use 1.0.1' },
  'apply-stack': {
    document: documentOf({ net: componentOf('network', { inputs: { cidr: '10.0.0.0/16' } }) }),
  },
  'plan-stack': {
    document: documentOf({ net: componentOf('network', { inputs: { cidr: '10.0.0.0/16' } }) }),
  },
  'consent-to-stack': { revision: 1, plan: '', hours: 1 },
  'extend-stack': { ttl: '1h' },
  'cancel-stack': { revision: 1 },
  'approve-stack': { plans: { net: planDigest } },
  'reject-stack': { revision: 1 },
  'build-image': { repository: 'acme/shop', ref: 'main' },
  'add-webhook': { url: 'https://hooks.example.com/in' },
  'add-target': { name: 'bar', account: '444455556666', region: 'eu-central-1' },
  'update-target': { parallelism: 5 },
};

const { stage, renew } = useStandingStage();
/** Whom environments are made by: Ada as she is known now, or under the id that she had before ids named an issuer. */
let maker: Actor;
/** What is on its way to a webhook, where there is one. */
let delivery: DeliveryView | undefined;
/** The state that the stage is in; none where the last request may have changed it. */
let standing: string | undefined;

const waiting = async (needs: PlanSummary['needs'], more: object = {}) => {
  await stage.create({ actor: maker, team, planOnly: true, ...more });
  await plan(needs);
};

const plan = async (needs: PlanSummary['needs']) => {
  const claim = await stage.claim();
  const { runId: run } = claim;
  const document = { run, digest: planDigest, at: stage.world.now, engine: 'x', resources: [], outputs: [] };
  stage.world.plans.set(run, document);
  stage.leave(claim, { result: 'planned', plan: planOf(run, needs) });
  await settleRun(claim, stage.deps);
};

const byAdmin = () => ({ actor: actors.root, owner: maker.id });
const dear: PlanSummary['needs'] = ['template-always'];

const failed = async () => {
  await stage.create({ actor: maker, team });
  const claim = await stage.claim();
  stage.leave(claim, failedOutcome());
  await settleRun(claim, stage.deps);
};

/** A ready environment of a version that can sleep. */
const sleeper = async () => {
  const sleep = [{ address: 'terraform_data.item', exists: 'awake' }];
  stage.deps.catalog = { read: async () => catalogOf(templateVersion({ sleep })) };
  await stage.ready({ actor: maker, team });
};

/** From then on, the only target is one that says this of who may use it. */
const narrow = (access: Parameters<typeof targetOf>[0]) => {
  stage.deps.targets = offering(targetOf(access));
  return Promise.resolve();
};
const admins = { roles: ['admin' as const], previews: true };
const others = { templates: ['api-*'], previews: true };

/** Uploads a template of the team `shop`; its digest. */
const upload = async () => {
  const { digest, zip } = await teamBundle('shop/playground');
  stage.world.uploads.set(digest, zip);
  bodies['publish-template'] = { team: 'shop', template: 'playground', bundle: digest };
  bodies['request-trial'] = bodies['publish-template'];
  return digest;
};

/** A stage that offers what the components of a stack are made of. */
const offerStack = () => {
  stage.deps.catalog = { read: async () => stackCatalog };
  return Promise.resolve();
};
const stackOf = () => (bodies['apply-stack'] as ApplyStackInput).document;
let stackPlan = '';
const planStackOf = async () => {
  await offerStack();
  stackPlan = await planned(stage, stackOf(), maker);
  bodies['consent-to-stack'] = { revision: 1, plan: stackPlan, hours: 1 };
};
const beginPlan = async () => {
  const asked = { actor: maker, stack: 'shop', document: stackOf() };
  stackPlan = (await planStack(asked, stage.deps)).id;
};
const applied = async () => {
  await offerStack();
  await applyStack({ actor: maker, team, document: stackOf() }, stage.deps);
};

/** How an environment comes to be in the state that a row names. */
const prepare: Record<string, () => Promise<unknown>> = {
  default: () => narrow({}),
  team: () => narrow({ teams: [team] }),
  other: () => narrow(others),
  admins: () => stage.ready({ actor: maker, team }).then(() => narrow(admins)),
  'waiting-admins': () => waiting(['plan-only']).then(() => narrow(admins)),
  'failed-admins': () => failed().then(() => narrow(admins)),
  'other-ready': () => stage.ready({ actor: maker, team }).then(() => narrow(others)),
  'waiting-other': () => waiting(['plan-only']).then(() => narrow(others)),
  'failed-other': () => failed().then(() => narrow(others)),
  none: () => Promise.resolve(),
  uploaded: upload,
  published: async () => {
    const bundle = await upload();
    await publishTemplate({ actor: actors.root, team: 'shop', template: 'playground', bundle }, stage.deps);
  },
  ready: () => stage.ready({ actor: maker, team }),
  drifted: async () => {
    await stage.ready({ actor: maker, team });
    await driftOn(stage, [retention.object]);
  },
  rotated: async () => {
    await stage.ready({ actor: maker, team });
    const { runId } = stage.world.started[0]!;
    stage.world.rotations.set(runId, rotationDocument(runId));
  },
  ejected: async () => {
    await stage.ready({ actor: maker, team });
    await ejectOn(stage, maker);
  },
  sleeper: () => sleeper(),
  asleep: async () => {
    await sleeper();
    await sleepEnvironment({ actor: maker, name: 'foo' }, stage.deps);
    const claim = await stage.claim();
    const plan = planOf(claim.runId);
    await beginApply({ ...claim, planDigest: plan.digest }, stage.deps);
    stage.leave(claim, appliedOutcome(claim.runId, plan));
    await settleRun(claim, stage.deps);
  },
  dear: () => waiting(['plan-only', 'above-cost']),
  'plan-only': () => waiting(['plan-only']),
  'asked-by-admin': () => waiting(dear, byAdmin()),
  'own-allowed': async () => {
    await waiting(dear, byAdmin());
    stage.deps.selfApproval = 'allowed';
  },
  'retried-by-admin': async () => {
    await failed();
    await retryRun({ actor: actors.root, name: 'foo' }, stage.deps);
    await plan(dear);
  },
  'offered-stack': offerStack,
  stack: applied,
  'planned-stack': planStackOf,
  'being-planned': async () => {
    await offerStack();
    await beginPlan();
  },
  'planned-again': async () => {
    await applied();
    await beginPlan();
  },
  'consented-stack': async () => {
    await planStackOf();
    const consent = { plan: stackPlan, hours: 1 };
    await applyStack({ actor: maker, team, document: stackOf(), consent }, stage.deps);
  },
  'waiting-stack': async () => {
    await applied();
    await playsOf(stage).plan('net');
  },
  'failed-stack': async () => {
    await applied();
    const claim = await stage.claim('shop.net');
    stage.leave(claim, failedOutcome());
    await settleRun(claim, stage.deps);
    await playsOf(stage).look();
  },
  image: async () => {
    const asked = { actor: actors.ada, repository: 'acme/shop', ref: 'main', context: '.' };
    await buildImage(asked, stage.deps);
  },
  applying: async () => {
    await stage.create({ actor: maker, team });
    await stage.claim();
  },
  failed: () => failed(),
  webhook: async () => {
    delivery = await testedWebhook(stage.deps);
  },
  target: () => addTarget(askedTarget({ name: 'foo' }), stage.deps),
  unaccounted: async () => {
    await stage.ready({ actor: maker, team });
    await destroyEnvironment({ actor: maker, name: 'foo' }, stage.deps);
    const claim = await stage.claim();
    stage.leave(claim, unaccountedOutcome('aws_iam_role.app'));
    await settleRun(claim, stage.deps);
  },
};

/** Sets the stage for a row, unless it stands as the row before left it. */
const setUp = async (state: string) => {
  if (standing !== state) {
    await renew();
    await prepare[state]!();
  }
  standing = undefined;
};

/** Locks the state of the environment, if there is one: what is asked about locks finds one. */
const lock = (life: string) =>
  stage.world.locks.set(life, {
    lock: { ID: 'lock-1', Operation: '', Info: '', Who: '', Version: '', Created: '', Path: '' },
    etag: '"1"',
  });

const ask = async (route: Route, asker: Asker, life: string | undefined) => {
  const { method, path, operation } = route;
  const run = stage.world.started[0]?.runId;
  const about = path.startsWith('/webhooks') ? delivery?.to : path.startsWith('/lives') ? life : undefined;
  const id = about ?? stage.world.images.starts[0] ?? run ?? '';
  const who = people[asker];
  const api = createApi(() => stage.deps, silent(), stage.deps.meter);
  const request = requestOf(`${method} ${path}`, {
    params: {
      name: 'foo',
      stack: 'shop',
      plan: stackPlan,
      component: 'net',
      team: 'shop',
      template: 'playground',
      file: 'stage.json',
      digest: (await stage.deps.catalog.read()).templates[0]?.versions[0]?.bundle ?? '',
      id,
      delivery: delivery?.id ?? '',
    },
    body: bodies[operation],
    ...(who ? { actor: who } : { authorizer: { reason: 'no token was sent; sign in' } }),
  });
  return api(request, contextOf());
};

describe('the role matrix', () => {
  it('has a row for every route, and no other', () => {
    const inMatrix = new Set<string>(matrix.map(({ operation }) => operation));

    expect([...inMatrix].sort()).toEqual(routes.map(({ operation }) => operation).sort());
    expect(Object.keys(people)).toEqual([...askers]);
  });

  const answers = async ({ operation, state, asker, status }: Cell) => {
    const route = (routes as readonly Route[]).find((one) => one.operation === operation)!;
    await setUp(state);
    const before = await stage.deps.registry.get('foo');
    const stackBefore = await stage.deps.stacks.get('shop');
    if (before) lock(before.id);

    const reply = await ask(route, asker, before?.id);

    expect(reply.statusCode).toBe(status);
    if (status > 400) {
      expect(await stage.deps.registry.get('foo')).toEqual(before);
      expect(await stage.deps.stacks.get('shop')).toEqual(stackBefore);
      expect(await stage.deps.registry.get('bar')).toBeUndefined();
      expect(stage.world.images.starts).toHaveLength(state === 'image' ? 1 : 0);
    }
    if (status > 400 || route.method === 'GET') standing = state;
  };
  const madeBy = (actor: Actor) => () => {
    maker = actor;
    standing = undefined;
  };

  // What is asked about was stored before ids named an issuer.
  beforeAll(madeBy(actors.ada));

  it.each(matrix)('answers $asker who wants $operation ($state) with $status', answers);

  describe('of what is stored now', () => {
    const two = matrix.filter(({ asker }) => asker === 'owner' || asker === 'namesake');
    beforeAll(madeBy(adaOf('people')));

    it.each(two)('answers $asker who wants $operation ($state) with $status', answers);
  });
});
