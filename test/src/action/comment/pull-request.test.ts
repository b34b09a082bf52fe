import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPullRequest } from '../../../../src/action/comment/pull-request';

const eventFile = (text: string) => {
  const file = join(mkdtempSync(join(tmpdir(), 'leasehold-event-')), 'event.json');
  writeFileSync(file, text);
  return file;
};
const read = (event: object) => readPullRequest(eventFile(JSON.stringify(event)));
const opened = {
  action: 'opened',
  repository: { id: 123 },
  pull_request: { number: 7, head: { ref: 'feature', sha: 'f00d' } },
};

it('reads what a comment needs of the event of a pull request', async () => {
  expect(await read(opened)).toEqual({
    number: 7,
    repositoryId: 123,
    branch: 'feature',
    commit: 'f00d',
    closed: false,
  });
  expect(await read({ ...opened, action: 'closed' })).toMatchObject({ closed: true });
});

it('G09: reads an event of a pull request whose branch is gone', async () => {
  const pull = { number: 7, head: { ref: null, sha: 'f00d' } };

  expect(await read({ ...opened, pull_request: pull })).toMatchObject({ branch: 'a deleted branch' });
});

it.each<[string, object]>([
  ['push', { ref: 'refs/heads/main', commits: [] }],
  ['workflow_dispatch', { inputs: {} }],
  ['merge_group', { action: 'checks_requested', merge_group: {} }],
  ['issue_comment', { action: 'created', issue: { number: 7, pull_request: { url: 'x' } }, comment: {} }],
  ['nothing', {}],
])('G09: says of an event of %s that it is not of a pull request', async (_what, event) => {
  await expect(read(event)).rejects.toMatchObject({
    kind: 'invalid',
    message: 'The event of this workflow is not for a pull request.',
    facts: { hints: ["Start the workflow 'on: pull_request'."] },
  });
});

it.each(['', '[]', 'null', '{'])('G09: says the same of %j', async (text) => {
  await expect(readPullRequest(eventFile(text))).rejects.toMatchObject({ kind: 'invalid' });
});
