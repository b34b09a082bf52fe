import type { PlanDocument } from '../../src/domain/environment/artifacts';
import type { ReceiptSummary } from '../../src/domain/environment/receipt';
import type { TestPlane } from '../support/plane/plane';

/** What is asked for (`idp create`'s own arguments, a name by `-n` among them), and a line that its plan shows. */
interface Wish {
  create: readonly string[];
  shows: string;
}

/** How such a life ended: how many resources its plan made, and its receipt. */
interface ApprovedLife {
  made: number;
  receipt: ReceiptSummary;
}

/** A whole life behind an approval: the plan is read, another digest is refused, and the right one is applied once. */
export async function approveOnce(on: TestPlane, { create, shows }: Wish): Promise<ApprovedLife> {
  const name = create[create.indexOf('-n') + 1] ?? '';
  const planned = await on.idp(['create', ...create, '--plan-only', '--yes']);
  const waiting = await on.api.want(`GET /environments/${name}`);
  const digest = waiting.plan?.digest;

  expect(planned).toMatchObject({ code: 0, stdout: expect.stringContaining('awaits approval') });
  expect(waiting).toMatchObject({ status: 'pending', run: { phase: 'awaiting-approval' } });
  const shown = await on.idp(['plan', name]);
  expect(shown.stdout).toContain(shows);
  const plan = await on.api.want<PlanDocument>(`GET /runs/${waiting.run?.id}/plan`);
  expect(plan).toMatchObject({ run: waiting.run?.id, digest });
  expect(plan.resources.filter(({ action }) => action === 'create')).toHaveLength(waiting.plan?.create ?? -1);

  const approve = (planDigest: string | undefined) =>
    on.api.ask(`POST /environments/${name}/approve`, { body: { planDigest } });
  const [other, yes, again] = [await approve('0'.repeat(64)), await approve(digest), await approve(digest)];
  const ready = await on.api.settled(name);

  expect([other.status, yes.status, again.status]).toEqual([409, 202, 409]);
  expect(ready).toMatchObject({ status: 'ready', plan: { digest, create: waiting.plan?.create } });
  const applied = await on.api.ended(ready.lastRun?.id);
  expect(applied).toMatchObject({ planOf: waiting.run?.id, planDigest: digest, result: 'applied' });
  expect((await on.idp(['approve', name, '--yes'])).code).toBe(5);

  const destroyed = await on.idp(['destroy', name, '--yes']);
  expect(destroyed.code).toBe(0);
  const { receipt, owner } = await on.api.want(`GET /environments/${name}`);
  expect(receipt?.consent).toEqual({ askedBy: owner, approvedBy: owner, selfApproved: false });
  return { made: waiting.plan?.create ?? Infinity, receipt: receipt! };
}
