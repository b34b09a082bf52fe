import { Limits } from '../../src/domain/limits/limits';
import { createHubTap } from '../faults/lab/hub-tap';
import { Outages } from '../faults/lab/outages';
import { ImageRegistry } from '../support/aws/image-registry';
import { ImageWorkshop } from '../support/plane/image-workshop';
import { weigh } from '../support/aws/permissions/evidence';
import { account, region } from '../support/aws/permissions/deployed-arns';
import { type AwsCall, readCall } from '../support/aws/permissions/read-call';
import { type Grant, grantsIn } from '../support/aws/permissions/role-policies';
import { unseen } from '../support/aws/permissions/unseen';
import { templatesOf } from '../support/plane/synthesized';
import { notifyEverybody } from '../faults/lab/notify-everybody';
import { liveEveryWay } from '../faults/lab/live-every-way';
import { openPlane } from '../e2e/open-plane';

/** Whose access key stands for which role. */
const roles: Record<string, string> = {
  'leasehold-authorizer': 'leasehold-dev-authorizer-function',
  'leasehold-api': 'leasehold-dev-api-function',
  'leasehold-settleTask': 'leasehold-dev-workflow-settle-run-function',
  'leasehold-settleRule': 'leasehold-dev-events-settle-run-function',
  'leasehold-settleImageRule': 'leasehold-dev-events-settle-image-build-function',
  'leasehold-sweep': 'leasehold-dev-sweep-function',
  'leasehold-moveStack': 'leasehold-dev-events-move-stack-function',
  'leasehold-tellPeople': 'leasehold-dev-events-tell-people-function',
  'leasehold-runner': 'leasehold-dev-builds',
};
const ofRuns = 'leasehold-dev-runner';
const workflows = 'leasehold-workflows';

const calls: AwsCall[] = [];
const unknown = new Set<string>();
/** What goes to the target is the business of another role. */
const outages = new Outages();
const tap = createHubTap(async (call, forward) => {
  const { caller, request } = call;
  const answer = await outages.judge(call, forward);
  if (answer === null) return null;
  if (caller === 'provisioner') return answer;
  try {
    calls.push(readCall(request, answer.status));
  } catch (error) {
    unknown.add(`${caller}: ${String(error)}`);
  }
  return answer;
});

let grants: Grant[];
beforeAll(async () => {
  const images = ImageRegistry.configured('shop');
  const workshop = new ImageWorkshop(images);
  workshop.repository.commit('Dockerfile', 'FROM scratch');
  const { machineEnv } = workshop;
  const on = await openPlane({
    through: tap.through,
    imageRepositories: [images],
    machineEnv,
    receivers: 'loopback',
    // Its account is counted by the sweep, from the list of what the owner has.
    limits: Limits.parse({ budgets: { owner: { usd: 1_000_000 } } }),
  });
  const deployed = { ...images, registry: `${account}.dkr.ecr.${region}.amazonaws.com/shop` };
  const { controlPlane } = templatesOf('dev', { imageRepositories: [deployed] });
  // What machines may do, their definitions tell: test/lib/permissions holds them against it.
  grants = grantsIn(controlPlane).filter(({ role }) => /-(function|runner|builds)$/.test(role));
  await notifyEverybody(on);
  await liveEveryWay(on, () => outages.cutOff(({ operation }) => operation === 'StartBuild'));
});
afterAll(() => tap.close());

const ofRoles = () => calls.filter(({ accessKey }) => accessKey !== workflows);
/** A key that STS made is of a session, and of the hub's roles one alone is taken. */
const isSession = (accessKey: string) => accessKey.startsWith('ASIA');
const roleOf = (accessKey: string) => (isSession(accessKey) ? ofRuns : (roles[accessKey] ?? accessKey));
const evidence = () => weigh(ofRoles(), grants, { roleOf, unseen });

describe('what every part of the plane calls in all its ways of life', () => {
  it('is known to the table of IAM actions', () => {
    expect([...unknown]).toEqual([]);
    expect(calls.length).toBeGreaterThan(1_000);
  });

  it('is called with an access key of its own by each part', () => {
    const keys = calls.map(({ accessKey }) => accessKey);
    const lasting = new Set(keys.filter((key) => !isSession(key)));

    expect([...lasting].sort()).toEqual([...Object.keys(roles), workflows].sort());
    expect(keys.filter(isSession).length).toBeGreaterThan(100);
  });

  it('is in the name of a build only that it takes the role of runs', () => {
    const asBuild = calls.filter(({ accessKey }) => roles[accessKey] === 'leasehold-dev-builds');

    expect([...new Set(asBuild.map(({ operation }) => operation))]).toEqual(['STS.AssumeRole']);
  });

  it('is allowed by its role', () => {
    expect(evidence().denied).toEqual([]);
  });

  it('is all that its role allows, but for what the list gives a reason for', () => {
    expect(evidence().idle).toEqual([]);
  });

  it('leaves nothing on that list that is not granted, or is used after all', () => {
    expect(evidence().stale).toEqual([]);
  });

  it('would be denied, and would be idle, under the grants of another role', () => {
    const swapped = weigh(ofRoles(), grants, { roleOf: () => 'leasehold-dev-authorizer-function', unseen });

    expect(swapped.denied.length).toBeGreaterThan(20);
    expect(swapped.idle.length).toBeGreaterThan(20);
  });
});
