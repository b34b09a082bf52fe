import { writeComment } from '../../../../src/action/comment/github-comments';
import { FakeGitHub, type Trouble } from '../../../support/github/fake-github';

const marker = '<!-- ours -->';
const old = '<!-- old -->';

describe('writeComment', () => {
  let github: FakeGitHub;
  let waits: number[];
  let apiUrl: string;
  const write = (text: string, token = 'token-of-the-job') =>
    writeComment(
      {
        apiUrl,
        repository: 'acme/shop',
        number: 7,
        token,
        world: {
          now: () => 1_000_000,
          sleep: async (ms) => void waits.push(ms),
          interrupted: new AbortController().signal,
        },
      },
      {
        marker,
        formerly: [old],
        render: (before) => (before === null ? text : `${text} after ${before.length}`),
      },
    );
  const comment = (id: number, body: string, type = 'User') => ({ id, body, user: { type, login: type } });
  const bodies = () => github.comments.map(({ body }) => body);

  beforeEach(async () => {
    github = await FakeGitHub.start();
    apiUrl = github.url;
    waits = [];
  });
  afterEach(() => github.stop());

  it('writes one comment and changes it from then on, also behind a hundred others', async () => {
    github.comments.push(...Array.from({ length: 150 }, (_, index) => comment(index + 1, 'chatter')));

    await write('first');
    await write('second');

    expect(bodies().filter((body) => body.startsWith(marker))).toEqual([
      `${marker}\nsecond after ${marker.length + 6}`,
    ]);
  });

  it('G04: changes the one with the marker, whoever wrote it', async () => {
    github.comments.push(comment(1, `${marker}\nof a machine user`));

    await write('ours');

    expect(bodies()).toEqual([expect.stringContaining('ours after')]);
  });

  it('makes a new one where the token may not change the one with the marker', async () => {
    github.comments.push(comment(1, `${marker}\ntheirs`));
    github.locked.add(1);

    await write('ours');
    await write('ours again');

    expect(bodies()).toEqual([`${marker}\ntheirs`, expect.stringContaining('ours again after')]);
  });

  it("prefers a bot's to a person's copy, and the marker of today to that of before", async () => {
    github.comments.push(
      comment(1, `${old}\nbefore`, 'Bot'),
      comment(2, `${marker}\ncopy`),
      comment(3, `${marker}\nbot`, 'Bot'),
    );

    await write('new');

    expect(bodies()).toEqual([`${old}\nbefore`, `${marker}\ncopy`, expect.stringContaining('new after')]);
  });

  it('takes over the one that an earlier release wrote', async () => {
    github.comments.push(comment(1, `${old}\nbefore`, 'Bot'));

    await write('new');

    expect(bodies()).toEqual([expect.stringMatching(/^<!-- ours -->\nnew after/)]);
  });

  it('makes a new one where it was deleted between the look and the change', async () => {
    github.comments.push(comment(1, `${marker}\ngone`, 'Bot'));
    github.troubles.push({ route: /^PATCH/, answer: { status: 404, body: { message: 'Not Found' } } });

    await write('new');

    expect(bodies()).toEqual([`${marker}\ngone`, `${marker}\nnew`]);
  });

  const limit = { message: 'You have exceeded a secondary rate limit. Please wait.' };
  it.each<[string, Trouble['answer'], number]>([
    ['429', { status: 429, headers: { 'retry-after': '3' } }, 3_000],
    ['429 without a word on how long', { status: 429 }, 60_000],
    ['500', { status: 500 }, 1_000],
    ['502', { status: 502 }, 1_000],
    ['503 with a wait', { status: 503, headers: { 'retry-after': '7' } }, 7_000],
    ['a dropped connection', 'hang-up', 1_000],
    ['429 until a date', { status: 429, headers: { 'retry-after': 'Thu, 01 Jan 1970 00:16:44 GMT' } }, 4_000],
    [
      '429 until a date of long ago',
      { status: 429, headers: { 'retry-after': new Date(0).toUTCString() } },
      1_000,
    ],
    ['429 with a wait that is none', { status: 429, headers: { 'retry-after': 'soon' } }, 60_000],
    [
      '503 until a date',
      { status: 503, headers: { 'retry-after': 'Thu, 01 Jan 1970 00:17:10 GMT' } },
      30_000,
    ],
    ['a secondary limit', { status: 403, body: limit, headers: { 'retry-after': '5' } }, 5_000],
    [
      'the primary limit',
      { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1009' } },
      9_000,
    ],
  ])('G05: a look goes again after %s', async (_what, answer, wait) => {
    github.troubles.push({ route: /^GET/, answer });

    await write('said');

    expect(bodies()).toEqual([`${marker}\nsaid`]);
    expect(waits).toEqual([wait]);
  });

  it.each<[string, Trouble]>([
    ['500', { route: /^POST/, answer: { status: 500 } }],
    ['502 after it was made', { route: /^POST/, answer: { status: 502 }, done: true }],
    ['a dropped connection after it was made', { route: /^POST/, answer: 'hang-up', done: true }],
    ['a dropped connection', { route: /^POST/, answer: 'hang-up' }],
    ['429', { route: /^POST/, answer: { status: 429, headers: { 'retry-after': '1' } } }],
  ])('G05: there is one comment after %s', async (_what, trouble) => {
    github.troubles.push(trouble);

    await write('said');

    expect(github.comments).toHaveLength(1);
    expect(bodies()[0]).toContain('said');
  });

  it.each<[string, number, string, RegExp | null]>([
    ['a locked conversation', 403, 'Unable to create comment because issue is locked', null],
    ['a refused body', 422, 'Validation Failed', null],
    ['a missing permission', 403, 'Resource not accessible by integration', /pull-requests: write/],
  ])('G05: %s is said once in the words of GitHub', async (_what, status, message, hint) => {
    github.troubles.push({ route: /^POST/, answer: { status, body: { message } } });

    const refused = (await write('said').catch((error: unknown) => error)) as {
      message: string;
      facts: { hints: string[] };
    };

    expect(refused.message).toMatch(new RegExp(`GitHub returned ${status} for POST .*: ${message}`));
    expect(refused.facts.hints).toEqual(hint === null ? [] : [expect.stringMatching(hint)]);
    expect(github.asked.filter((route) => route.startsWith('POST'))).toHaveLength(1);
  });

  it('gives up with the cause where GitHub does not answer', async () => {
    await github.stop();

    await expect(write('said')).rejects.toThrow(/GitHub did not respond to GET .*: connection refused/);

    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000]);
    github = await FakeGitHub.start();
  });

  it('says what GitHub refused', async () => {
    await expect(write('x', 'stolen')).rejects.toThrow(/GitHub returned 401 for GET/);
  });
});
