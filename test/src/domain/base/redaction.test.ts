import fc from 'fast-check';
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

    expect(redaction.values({ list: ['secret-and-more'], n: 1 })).toEqual({ list: ['(sensitive)'], n: 1 });
  });

  it('leaves texts alone that are too short to be told from others', () => {
    const redaction = new Redaction();

    redaction.learn(['a', 'yes', '', 7, true]);

    expect(redaction.text('a says yes')).toBe('a says yes');
  });

  it('takes secrets that overlap away as a whole, and what stands for one is none', () => {
    const redaction = new Redaction();

    redaction.learn(['abcdef', 'defghi', 'sensitive', 'sens']);
    const once = redaction.text('x abcdefghi y (sensitive) is sensitive');

    expect(once).toBe('x (sensitive) y (sensitive) is (sensitive)');
    expect(redaction.text(once)).toBe(once);
  });

  it('leaves short words among planned values to the marks of the plan', () => {
    const redaction = new Redaction();

    redaction.learn(['create', 2026, 'hunter22']);

    expect(
      redaction.values({ create: ['create', 2026, '2026-11-26', { url: 'x:hunter22@y' }, null] }),
    ).toEqual({
      create: ['create', 2026, '2026-11-26', { url: 'x:(sensitive)@y' }, null],
    });
    expect(redaction.text('may not create, says 2026')).toBe('may not (sensitive), says (sensitive)');
  });

  it('leaves nothing of a secret in any text, and reads the same when it is done again', () => {
    const words = fc.array(
      fc.string({ unit: fc.constantFrom('a', 'b', '(', ')', 'sensitive'), maxLength: 6 }),
    );

    fc.assert(
      fc.property(words, fc.string({ unit: fc.constantFrom('a', 'b', '(', 's') }), (secrets, text) => {
        const redaction = new Redaction();
        redaction.learn(secrets);
        const shown = redaction.text(text);
        const rest = shown.split('(sensitive)');
        for (const secret of secrets.filter(({ length }) => length >= 4))
          expect(rest.some((part) => part.includes(secret))).toBe(false);
        expect(redaction.text(shown)).toBe(shown);
      }),
    );
  });
});
