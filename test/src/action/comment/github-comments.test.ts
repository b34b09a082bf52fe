import { writeComment } from '../../../../src/action/comment/github-comments';
import { FakeGitHub } from '../../../support/github/fake-github';

const marker = '<!-- ours -->';

describe('writeComment', () => {
  let github: FakeGitHub;
  const write = (body: string, token = 'token-of-the-job') =>
    writeComment({ apiUrl: github.url, repository: 'acme/shop', number: 7, token }, marker, body);
  const comment = (id: number, body: string, type = 'User') => ({ id, body, user: { type, login: type } });

  beforeEach(async () => {
    github = await FakeGitHub.start();
  });
  afterEach(() => github.stop());

  it('writes one comment and changes it from then on, also behind a hundred others', async () => {
    github.comments.push(...Array.from({ length: 150 }, (_, index) => comment(index + 1, 'chatter')));

    await write(`${marker}\nfirst`);
    await write(`${marker}\nsecond`);

    expect(github.comments.filter(({ body }) => body.startsWith(marker))).toEqual([
      expect.objectContaining({ body: `${marker}\nsecond` }),
    ]);
  });

  it('leaves the comment of a person alone who wrote the marker too', async () => {
    github.comments.push(comment(1, `${marker}\nmine`));

    await write(`${marker}\nours`);

    expect(github.comments.map(({ body }) => body)).toEqual([`${marker}\nmine`, `${marker}\nours`]);
  });

  it('says what GitHub refused', async () => {
    await expect(write('x', 'stolen')).rejects.toThrow(/GitHub answered 401 to GET/);
  });
});
