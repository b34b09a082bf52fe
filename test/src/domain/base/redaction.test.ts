import { Redaction } from '../../../../src/domain/base/redaction';

describe('Redaction', () => {
  it('learns only what is marked, at any depth', () => {
    const redaction = new Redaction();

    redaction.learnMarked(
      { password: 'hunter22', users: [{ name: 'ann', key: 'k3y-of-ann' }], port: 5432 },
      { password: true, users: [{ key: true }] },
    );

    expect(redaction.text('ann has hunter22 and k3y-of-ann on 5432')).toBe(
      'ann has (sensitive) and (sensitive) on 5432',
    );
  });

  it('blots out a secret of several lines, whole, line by line and as JSON', () => {
    const redaction = new Redaction();

    redaction.learn('-----BEGIN\nabcdef\n-----END');

    expect(redaction.text('line abcdef and "-----BEGIN\\nabcdef\\n-----END"')).toBe(
      'line (sensitive) and "(sensitive)"',
    );
  });

  it('takes the longest secret first, so that no part of it stays', () => {
    const redaction = new Redaction();

    redaction.learn(['secret', 'secret-and-more']);

    expect(redaction.deep({ list: ['secret-and-more'], n: 1 })).toEqual({ list: ['(sensitive)'], n: 1 });
  });

  it('leaves texts alone that are too short to be told from others', () => {
    const redaction = new Redaction();

    redaction.learn(['a', 'yes', '']);

    expect(redaction.text('a says yes')).toBe('a says yes');
  });
});
