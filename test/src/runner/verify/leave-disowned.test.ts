import { leaveDisowned } from '../../../../src/runner/verify/leave-disowned';
import { start } from '../../../support/builders/births';
import { by, disowning, doomed, ready } from '../../../support/builders/lives';

const long = `module.x["${'k'.repeat(400)}"].aws_iam_role.app`;
const lost = (address: string) => ({ address, type: 'aws_iam_role', plannedName: null, why: 'It exists.' });
const adoption = { adopted: [], unaccounted: [lost('aws_iam_role.app'), lost(long)] };
it('waits no more for what was disowned, and keeps who said so, when, and what was known', () => {
  expect(leaveDisowned(adoption, disowning(doomed(), ['aws_iam_role.app', 'aws_iam_role.found']))).toEqual({
    adopted: [],
    unaccounted: [lost(long)],
    disowned: [{ address: 'aws_iam_role.app', by, at: start, why: 'It exists.' }],
  });
});

it('knows an address that a failure had no room for', () => {
  const { unaccounted, disowned } = leaveDisowned(adoption, disowning(doomed(), [`${long.slice(0, 299)}…`]));

  expect(unaccounted).toEqual([lost('aws_iam_role.app')]);
  expect(disowned).toMatchObject([{ address: long }]);
});

it('leaves everything as it is where nobody disowned anything', () => {
  for (const environment of [doomed(), ready()])
    expect(leaveDisowned(adoption, environment)).toEqual({ ...adoption, disowned: [] });
});
