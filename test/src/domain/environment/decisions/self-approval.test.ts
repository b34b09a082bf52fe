import type { Command } from '../../../../../src/domain/environment/decide';
import type { Environment } from '../../../../../src/domain/environment/environment';
import type { PlanSummary } from '../../../../../src/domain/environment/plan';
import { birthOf, planDigest, planOf } from '../../../../support/builders/births';
import {
  after,
  applying,
  born,
  by as ada,
  claimed,
  decided,
  failedOutcome,
  ready,
  runOf,
  settled,
  waiting,
} from '../../../../support/builders/lives';

const eve = 'eve@example.com';
const tom = 'tom@example.com';
const approve = (by: string, selfApproval?: 'refused' | 'allowed'): Command => ({
  type: 'approve',
  planDigest,
  by,
  ...(selfApproval && { selfApproval }),
});
const change = (by: string): Command => ({
  type: 'change',
  spec: birthOf().spec,
  planOnly: false,
  cost: birthOf().cost,
  by,
});
const failedBy = (by: string) => settled(applying(claimed(born({ by }))), failedOutcome()).environment;
const retriedBy = (by: string, seen: Environment) => after(seen, [{ type: 'retry', by }]);

const dear: PlanSummary['needs'] = ['above-cost'];

describe('a plan that needs more than a yes to having been planned', () => {
  it.each<[string, () => Environment, string[]]>([
    ['of a request', () => born({ by: ada }), [ada]],
    ['of a request that somebody made for its owner', () => born({ by: eve, owner: ada }), [eve]],
    ['of a change', () => after(ready({ by: ada }), [change(tom)]), [tom]],
    ['of a retry, which has two who asked', () => retriedBy(tom, failedBy(eve)), [eve, tom]],
  ])('%s is approved by nobody who asked for it', (_what, asked, askers) => {
    const environment = waiting(asked(), dear);

    for (const by of [ada, eve, tom]) {
      const approved = () => decided(environment, approve(by)).environment;
      if (askers.includes(by)) expect(approved).toThrow(expect.objectContaining({ code: 'SelfApproval' }));
      else
        expect(approved().run).toMatchObject({
          phase: 'queued',
          consent: { approvedBy: by, selfApproved: false },
        });
    }
  });

  it('says who asked, why another is needed, and what that one types', () => {
    const needs: PlanSummary['needs'] = ['plan-only', 'template-always', 'above-cost'];

    expect(() => decided(waiting(born(), needs), approve(ada))).toThrow(
      "ada@example.com requested this plan of 'foo' and may not approve it: the template always requires approval; " +
        "its cost is above the template's limit. Ask another approver or admin to run 'idp approve foo'.",
    );
  });

  it('is approved by whoever asked where the stage allows that, which the event and what is applied say', () => {
    const { environment, events } = decided(waiting(born(), dear), approve(ada, 'allowed'));

    expect(events[0]).toMatchObject({ type: 'PlanApproved', data: { askedBy: ada, selfApproved: true } });
    expect(applying(claimed(environment)).applied?.consent).toEqual({
      askedBy: ada,
      approvedBy: ada,
      selfApproved: true,
    });
  });

  it('is named in both events by the addresses that it is for, and another approves it', () => {
    const addresses = [{ reason: 'cannot-end' as const, address: 'a.b', why: 'it is kept' }];
    const asked = claimed(born({ by: ada }));
    const plan = { ...planOf(runOf(asked), ['cannot-end']), addresses };
    const planned = settled(asked, { result: 'planned', plan });
    const own = () => decided(planned.environment, approve(ada));
    const approved = decided(planned.environment, approve(tom));

    for (const { events } of [planned, approved])
      expect(events[0]?.data).toMatchObject({ addresses: 'a.b (it is kept)' });
    expect(own).toThrow('part of it cannot be deleted without a further change');
  });

  it('may be rejected by whoever asked', () => {
    const reject: Command = { type: 'reject', planDigest, by: ada, reason: 'too much' };

    expect(decided(waiting(born(), dear), reject).environment.status).toBe('destroyed');
  });

  it('that came to nothing leaves who asked for what is applied as who asked', () => {
    const rejected = after(waiting(after(ready({ by: ada }), [change(eve)]), dear), [
      { type: 'reject', planDigest, by: tom, reason: '' },
    ]);

    expect(rejected.wanted.askedBy).toBe(ada);
  });

  it('of a life that was asked for before that was kept is approved by nobody who had it planned', () => {
    const { askedBy: _, ...wanted } = born().wanted;
    const environment = waiting({ ...born(), wanted }, dear);

    expect(() => decided(environment, approve(ada))).toThrow(
      expect.objectContaining({ code: 'SelfApproval' }),
    );
    expect(decided(environment, approve(eve)).environment.run?.consent).toMatchObject({ askedBy: ada });
  });
});

it('a plan that was asked for under the id before is approved by nobody under the present one', () => {
  const approver = { by: `people:${ada}`, formerly: ada };

  expect(() => decided(waiting(born(), dear), { type: 'approve', planDigest, ...approver })).toThrow(
    expect.objectContaining({ code: 'SelfApproval' }),
  );
  expect(decided(waiting(born(), dear), approve(`guests:${ada}`)).environment.run).toMatchObject({
    consent: { selfApproved: false },
  });
});

describe('what is applied', () => {
  it('says that a plan of its own was approved by whoever asked to see it first', () => {
    const { environment } = decided(waiting(born({ planOnly: true }), ['plan-only']), approve(ada));

    expect(applying(claimed(environment)).applied?.consent).toEqual({
      askedBy: ada,
      approvedBy: ada,
      selfApproved: false,
    });
  });

  it('says that nobody had to approve it', () => {
    expect(ready({ by: tom }).applied?.consent).toEqual({
      askedBy: tom,
      approvedBy: null,
      selfApproved: false,
    });
  });
});
