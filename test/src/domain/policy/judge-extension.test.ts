import { startLease } from '../../../../src/domain/lease';
import { judgeExtension } from '../../../../src/domain/policy/judge-extension';
import { Policy } from '../../../../src/domain/policy/policy';

const bounds = { default: '1d', max: '30d', permanent: true };
const week = startLease({ ttl: '7d' }, bounds, '2026-01-01T00:00:00.000Z');
const web = { template: 'shop/web', team: 'shop', target: 'dev', hourly: 0.5 };
const judge = (rule: object) =>
  judgeExtension(Policy.parse({ version: '7', rules: [{ name: 'rule', then: 'deny', ...rule }] }), web, week);

describe('a lease that is made longer', () => {
  it.each([
    ['longer than a rule allows', { leaseLongerThan: '6d' }, '168 hours'],
    ['dearer than a rule allows', { leaseCostAbove: 80 }, '$84.00 over the lease'],
    [
      'of a team that a rule is for',
      { leaseLongerThan: '6d', for: { teams: ['shop'], templates: ['shop/*'] } },
      '168 hours',
    ],
  ])('is found where it is %s', (_, rule, value) => {
    const { verdict, findings } = judge(rule);

    expect(verdict).toBe('deny');
    expect(findings).toMatchObject([
      { rule: 'rule', value, field: 'ttl', fix: expect.stringContaining('less') },
    ]);
  });

  it.each([
    ['as long as a rule allows', { leaseLongerThan: '7d' }],
    ['as dear as a rule allows', { leaseCostAbove: 84 }],
    ['in another target', { leaseLongerThan: '6d', for: { targets: ['prod'] } }],
    ['judged by what no extension changes', { monthlyAbove: 1 }],
    ['in a region that is not asked again', { regions: { allowed: ['eu-*'] } }],
  ])('is not found where it is %s', (_, rule) => {
    expect(judge(rule)).toEqual({ version: '7', verdict: 'allow', findings: [] });
  });

  it('says what the rule says to do', () => {
    expect(judge({ leaseLongerThan: '6d', fix: 'Ask Ada' }).findings).toMatchObject([{ fix: 'Ask Ada' }]);
  });
});
