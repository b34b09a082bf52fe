import { CliError } from '../../../src/client/errors';
import { exitCodeOf } from '../../../src/client/exit-codes';
import { DomainError } from '../../../src/domain/base/errors';

describe('exit codes', () => {
  it.each([
    ['broken', 1],
    ['invalid', 2],
    ['unauthenticated', 3],
    ['forbidden', 3],
    ['not-found', 4],
    ['conflict', 5],
    ['busy', 6],
    ['unavailable', 6],
    ['unsuccessful', 7],
    ['declined', 10],
    ['interrupted', 130],
  ] as const)('tell %s by %i', (kind, code) => {
    expect(exitCodeOf(new CliError(kind, ''))).toBe(code);
  });

  it("take a domain error's kind", () => {
    expect(exitCodeOf(new DomainError('Unreachable', { what: 'it', reason: 'none' }))).toBe(6);
  });

  it.each([new Error('oh'), 'oh', null, { kind: 'odd' }])('call %p broken', (error) => {
    expect(exitCodeOf(error)).toBe(1);
  });
});
