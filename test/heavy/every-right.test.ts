import { DeleteRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import type { JudgedCall } from '../../src/emulators/authorize/judge-call';
import type { EnvironmentView } from '../../src/domain/environment/view';
import type { Statement } from '../../src/emulators/iam/policy-document';
import { readRolePolicies } from '../../src/emulators/iam/role-policies';
import { credentials, region } from '../../src/local/hub';
import { provisionerRole } from '../../src/local/roles/provisioner-role';
import { everySimulationAllowed } from '../support/aws/permissions/every-simulation-allowed';
import { askedBefore, idleRights, neededIn, spareRights } from '../support/aws/permissions/rights-of-role';
import { idle } from '../support/aws/permissions/idle-rights';
import { leaseOf, type TemplateLife, templateLives } from '../support/aws/permissions/template-lives';
import { tapTarget } from '../support/aws/target-calls';
import type { TestPlane } from '../support/plane/plane';
import { openPlane } from '../e2e/open-plane';

let isPreflightOn = true;
const { tap } = tapTarget(({ action, fields }) =>
  !isPreflightOn && action === 'iam:SimulatePrincipalPolicy' ? everySimulationAllowed(fields) : undefined,
);
/** Needed, and not asked about beforehand. */
const unasked: Record<string, string> = {
  'ec2:DescribeAvailabilityZones':
    'A data source reads it: without it there is no plan, and nothing is made.',
  'iam:SimulatePrincipalPolicy': 'The asking itself: without it nothing is made, and the refusal says so.',
  'servicequotas:GetServiceQuota': "Without it AWS's own default of a quota is taken.",
};

const judged: JudgedCall[] = [];
let on: TestPlane;
let iam: IAMClient;
let statements: Statement[];
beforeAll(async () => {
  on = await openPlane({ through: tap.through, onTargetCall: (one) => judged.push(one) });
  iam = new IAMClient({ endpoint: on.plane.targetUrl, region, credentials });
  statements = (await readRolePolicies(iam, provisionerRole)).identity as Statement[];
});
afterAll(async () => {
  iam.destroy();
  await tap.close();
});

const denying = { RoleName: provisionerRole, PolicyName: 'denying' };
const nameOf = (template: string) => `every-${template}`;

async function deny(Action: string): Promise<void> {
  const Statement = { Effect: 'Deny', Action, Resource: '*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new PutRolePolicyCommand({ ...denying, PolicyDocument }));
}

async function create({ template, inputs }: TemplateLife) {
  await on.api.want('POST /environments', {
    body: { name: nameOf(template), template, inputs, ...leaseOf(template) },
    headers: { 'idempotency-key': `create.${template}` },
  });
  return on.api.settled(nameOf(template));
}

/** What awaits an approval, as it could not be deleted while others' things are in it, is approved. */
async function settled({ template }: TemplateLife) {
  const view = await on.api.settled(nameOf(template));
  if (view.run?.phase !== 'awaiting-approval') return view;
  const body = { planDigest: view.plan?.digest };
  await on.api.want(`POST /environments/${nameOf(template)}/approve`, { body });
  return on.api.settled(nameOf(template));
}

async function retry(life: TemplateLife) {
  await on.api.want(`POST /environments/${nameOf(life.template)}/retry`);
  return settled(life);
}

/** Goes on while nobody asks beforehand what the role may do. */
async function retryBlindly(life: TemplateLife) {
  isPreflightOn = false;
  const view = await retry(life);
  isPreflightOn = true;
  return view;
}

/** Puts to sleep what can sleep, and wakes it. */
async function turned(name: string, before: EnvironmentView): Promise<EnvironmentView> {
  let view = before;
  for (const verb of before.sleep ? ['sleep', 'wake'] : []) {
    if (view.status !== 'ready') return view;
    await on.api.want(`POST /environments/${name}/${verb}`);
    view = await on.api.settled(name);
  }
  return view;
}

/** Makes whole what was left half-made, changes it, has it sleep and wake where it can, destroys it: the statuses and results on the way. */
async function liveOn(life: TemplateLife): Promise<string[]> {
  const name = nameOf(life.template);
  const made = await retry(life);
  if (life.changed) await on.api.want(`PATCH /environments/${name}`, { body: { inputs: life.changed } });
  const { status, lastRun } = await turned(name, await on.api.settled(name));
  await on.api.want(`DELETE /environments/${name}`);
  const ended = await on.api.until(name, (view) => ['stuck', 'destroyed'].includes(view.status));
  return [made.status, status, lastRun?.failure?.reason ?? String(lastRun?.result), ended.status];
}

describe('the rights of the role that environments are made with', () => {
  describe.each(templateLives)('with $template', (life) => {
    let began: number;

    it(`make nothing without ${life.halfWay}, which is named`, async () => {
      began = judged.length;
      await deny(life.halfWay);

      const { status, failure } = await create(life);

      expect({ status, class: failure?.class }).toEqual({ status: 'failed', class: 'permission' });
      expect(failure?.reason).toContain(`denies ${life.halfWay} on`);
      expect(failure?.reason).toContain('Nothing was created');
    });

    it('leave it half-made where nobody asks beforehand, and name it too', async () => {
      const { status, failure } = await retryBlindly(life);

      await iam.send(new DeleteRolePolicyCommand(denying));
      expect({ status, class: failure?.class }).toEqual({ status: 'failed', class: 'permission' });
      expect(failure?.reason).toContain(`not authorized to perform: ${life.halfWay}`);
    });

    it('suffice to make it whole, to change it and to destroy it', async () => {
      expect(await liveOn(life)).toEqual(['ready', 'ready', 'applied', 'destroyed']);
    });

    it('are all asked about before anything is made, but for what is listed with a reason', () => {
      const calls = judged.slice(began);
      const asked = askedBefore(calls);

      expect(neededIn(calls).filter((action) => !asked.has(action) && !(action in unasked))).toEqual([]);
    });
  });

  it('are refused nothing else', () => {
    const taken = new Set(templateLives.map(({ halfWay }) => halfWay));
    const refused = judged.flatMap(({ refusal }) => /perform: (\S+)/.exec(refusal?.message ?? '')?.[1] ?? []);

    expect(refused.filter((action) => !taken.has(action))).toEqual([]);
    expect(neededIn(judged).length).toBeGreaterThan(150);
  });

  it('are all used, but for what is listed with a reason', () => {
    expect(idleRights(statements, judged)).toEqual(Object.keys(idle).sort());
  });

  it('are each needed: without any one of them a call would be refused', () => {
    expect(spareRights(statements, judged)).toEqual([]);
  });
});
