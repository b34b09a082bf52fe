import { exceptions } from '../../../scripts/checks/exceptions';
import { unexcepted } from '../../../scripts/checks/finding';

const key = { check: 'CKV_AWS_2', where: 'module.a.aws_lb.this' };
const known = { check: 'CKV_AWS_2', where: /aws_lb\.this/, reason: 'there is no domain' };

it('leaves nothing to say where each finding has an exception of its check and place', () => {
  expect(unexcepted([key], [known])).toEqual([]);
});

it.each([
  ['of another check', { ...key, check: 'CKV_AWS_9' }],
  ['at another place', { ...key, where: 'module.a.aws_db_instance.this' }],
])('says a finding %s', (_what, finding) => {
  expect(unexcepted([key, finding], [known])).toEqual([`${finding.check}: ${finding.where}`]);
});

it('says an exception of nothing that is found', () => {
  expect(unexcepted([], [known])).toEqual([
    'The exception CKV_AWS_2 at /aws_lb\\.this/ is of nothing that is found.',
  ]);
});

it('has a reason for every exception, and none that is for every place', () => {
  for (const { reason, where } of Object.values(exceptions).flat()) {
    expect(reason.length).toBeGreaterThan(20);
    expect(where.test('')).toBe(false);
  }
});
