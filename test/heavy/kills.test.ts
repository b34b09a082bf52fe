import { readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { readableState } from '../../src/domain/terraform/state-file';
import { type BuildProcess, buildProcesses, kill, living } from '../faults/lab/build-processes';
import { comesTrue } from '../faults/lab/waiting';
import { type KillLab, openKillLab } from '../faults/lab/kill-lab';
import { killRunner } from '../faults/lab/kill-runner';
import { KilledLife } from '../faults/lab/killed-life';

const balancer = 'module.service.aws_lb.this';
const nextSteps = /'idp retry'.*'idp destroy'/;

let lab: KillLab;

beforeAll(async () => {
  lab = await openKillLab();
});
afterAll(() => lab?.close());

/** Each life is of a name of its own, so they are lived side by side on one plane. */
describe('an apply of api-service', () => {
  it.concurrent('whose Terraform alone is killed with a load balancer made unseen: found, adopted, destroyed', async () => {
    const life = new KilledLife(lab, 'alone');
    const call = lab.held.hold('CreateLoadBalancer', life.name);
    await life.begin();
    await life.comesTo(call);
    const { run } = await life.atWork((underWay) => underWay.join() === balancer);

    kill(await buildProcesses(life.name), 'terraform');
    const failed = await life.settled();

    expect(failed).toMatchObject({ status: 'failed', failure: { addresses: [balancer] } });
    expect(failed.failure?.reason).toMatch(nextSteps);
    const completed = await life.completed(run!.id);
    expect(completed.length).toBeGreaterThanOrEqual(10);
    expect(await life.kept()).toEqual(expect.arrayContaining(completed));
    const receipt = await life.destroyed();
    expect(receipt.adopted.map(({ address }) => address)).toEqual([balancer]);
    expect(await life.left(receipt)).toEqual([]);
  });

  it.concurrent('whose Terraform is killed with its provider, a role made that no tag shows: found, adopted, destroyed', async () => {
    const life = new KilledLife(lab, 'both');
    const call = lab.held.hold('CreateRole', life.name);
    await life.begin();
    await life.comesTo(call);
    await life.atWork((underWay) => underWay.some((one) => one.includes('.aws_iam_role.')));

    const processes = await buildProcesses(life.name);
    kill(processes, 'terraform');
    kill(processes, 'provider');
    const failed = await life.settled();

    expect(failed.status).toBe('failed');
    expect(failed.failure?.reason).toMatch(nextSteps);
    const receipt = await life.destroyed();
    const roles = receipt.adopted
      .map(({ address }) => address)
      .filter((one) => one.includes('.aws_iam_role.'));
    expect(roles).not.toEqual([]);
    expect(failed.failure?.addresses).toEqual(expect.arrayContaining(roles));
    expect(await life.left(receipt)).toEqual([]);
  });

  it.concurrent('whose runner alone is killed ends with all that ran in its build; a retry goes on from there, and a killed destroy too', async () => {
    const life = new KilledLife(lab, 'headless');
    const call = lab.held.hold('CreateLoadBalancer', life.name);
    await life.begin();
    await life.comesTo(call);
    await life.atWork((underWay) => underWay.includes(balancer));

    const processes = await buildProcesses(life.name);
    kill(processes, 'runner');
    const failed = await life.settled();

    expect(processes.map(({ role }) => role)).toEqual(expect.arrayContaining(['terraform', 'provider']));
    expect(await living(processes)).toEqual([]);
    expect(failed).toMatchObject({ status: 'failed', failure: { class: 'lost' } });
    expect(failed.failure?.reason).toMatch(nextSteps);
    expect(failed.failure?.addresses).toContain(balancer);

    const { run: again } = await life.retry();
    const ready = await life.settled();

    expect(ready).toMatchObject({ status: 'ready' });
    expect(await life.logged(again!.id)).toContain(`it is added as ${balancer}`);
    expect(await life.loadBalancers()).toHaveLength(1);

    const deletion = lab.held.hold('DeleteRole', life.name);
    await life.doom();
    await life.comesTo(deletion);
    // The provider looks for a missing service for two minutes while its cluster is there.
    await life.atWork((underWay) => !underWay.some((one) => one.includes('.aws_ecs_')));
    await killRunner(life.name);
    await life.until(({ run }) => run === undefined);
    await life.retry();
    const receipt = await life.ended();

    expect(await life.left(receipt)).toEqual([]);
  });

  it.concurrent('killed as a whole: lost only once its build is proven over, and what its runner never uploaded is found', async () => {
    const life = new KilledLife(lab, 'whole');
    const role = lab.held.hold('CreateRole', life.name);
    const call = lab.held.hold('CreateLoadBalancer', life.name);
    await life.begin();
    await Promise.all([life.comesTo(role), life.comesTo(call)]);
    const { run } = await life.atWork((underWay) => underWay.includes(balancer));
    const processes = await buildProcesses(life.name);
    freeze(processes);
    role.release();
    const unseen = await madeUnseen(processes, await life.kept());
    lab.late.conceal(run!.build!);

    await killRunner(life.name);
    await misled(run!.build!);
    const waiting = await life.view();
    lab.late.reveal(run!.build!);
    const failed = await life.settled();

    expect(waiting).toMatchObject({ status: 'pending', run: { id: run!.id, phase: 'applying' } });
    expect(failed).toMatchObject({ status: 'failed', failure: { class: 'lost' } });
    const receipt = await life.destroyed();
    const adopted = receipt.adopted.map(({ address }) => address);
    expect(unseen).not.toEqual([]);
    expect(adopted).toEqual(expect.arrayContaining([...unseen, balancer]));
    expect(await life.left(receipt)).toEqual([]);
  });
});

/** Stops the runner where it is, so that it keeps nothing of what Terraform goes on to do. */
function freeze(processes: readonly BuildProcess[]): void {
  for (const { pid, role } of processes) if (role === 'runner') process.kill(pid, 'SIGSTOP');
}

/** Roles that Terraform has in its own state by now and that were not kept. */
async function madeUnseen(processes: readonly BuildProcess[], kept: string[]): Promise<string[]> {
  const { pid } = processes.find(({ role }) => role === 'terraform')!;
  const file = join(await readlink(`/proc/${pid}/cwd`), 'terraform.tfstate');
  return comesTrue('A role in the state of Terraform alone', async () => {
    const unseen = rolesIn(await readFile(file)).filter((address) => !kept.includes(address));
    return unseen.length > 0 ? unseen : undefined;
  });
}

function rolesIn(state: Uint8Array): string[] {
  const resources = readableState(state)?.resources ?? [];
  const roles = resources.filter(({ mode, type }) => mode === 'managed' && type === 'aws_iam_role');
  return roles.map(({ module, type, name }) => `${module}.${type}.${name}`);
}

/** Waits until somebody who settles runs asked about the build and was told that it is in progress. */
async function misled(build: string): Promise<void> {
  const settlers = ['settleRule', 'settleTask', 'sweep'];
  await comesTrue(`A settler that is misled about ${build}`, () =>
    lab.late.misled.find((one) => one.build === build && settlers.includes(one.caller)),
  );
}
