import type { Command } from '../../../../../src/domain/environment/decide';
import type { Environment } from '../../../../../src/domain/environment/environment';
import { hour, minute, plus } from '../../../../../src/domain/base/time';
import { planDigest, start } from '../../../../support/builders/births';
import {
  after,
  applying,
  born,
  buildOf,
  by,
  claimed,
  decided,
  doomed,
  failedOutcome,
  ready,
  runOf,
  settled,
  waiting,
} from '../../../../support/builders/lives';
import { ulidAt } from '../../../../support/builders/ulids';

const claim = (environment: Environment, build = buildOf(environment)) => ({
  run: runOf(environment),
  build,
});

describe('claim-run', () => {
  it.each([
    ['provision', born(), 'planning'],
    ['destroy', doomed(), 'applying'],
  ])('gives a queued %s to the first build', (_kind, environment, phase) => {
    const { environment: taken, events } = decided(environment, { type: 'claim-run', ...claim(environment) });

    expect(taken.run).toMatchObject({ phase, build: buildOf(environment), heartbeat: { counter: 0 } });
    expect(events).toEqual([expect.objectContaining({ type: 'RunClaimed', actor: buildOf(environment) })]);
  });

  it('bears the same build asking again', () => {
    const taken = claimed(born());

    expect(decided(taken, { type: 'claim-run', ...claim(taken) }).environment).toBe(taken);
  });

  it.each([
    ['another build', claimed(born()), { run: runOf(born()), build: 'leasehold:late' }, 'another build'],
    ['a run that is not current', born(), { run: ulidAt(start, 77), build: 'b:1' }, 'is the current run'],
    ['a run of an idle environment', ready(), { run: ulidAt(start, 2), build: 'b:1' }, 'it has ended'],
    [
      'a plan that waits',
      waiting(born()),
      { run: runOf(waiting(born())), build: 'b:1' },
      'awaiting-approval',
    ],
  ])('refuses %s', (_who, environment, asked, reason) => {
    expect(() => decided(environment, { type: 'claim-run', ...asked })).toThrow(reason);
  });
});

describe('claim-run after a build that was lost', () => {
  const lost = (environment: Environment) => settled(environment, failedOutcome('lost')).environment;
  const retry: Command = { type: 'retry', by };
  const retried = after(lost(claimed(born())), [retry]);
  const again = after(settled(retried, failedOutcome('not-started')).environment, [retry]);
  const claimAt = (environment: Environment, ms: number, graceMs?: number) =>
    decided(environment, { type: 'claim-run', ...claim(environment), graceMs }, plus(start, ms)).environment;

  it.each([
    ['a retry', retried],
    ['a destroy', after(lost(applying(claimed(born()))), [{ type: 'destroy', by }])],
    ['the next attempt of a destroy', after(lost(claimed(doomed())), [retry])],
    ['the run after one that no build began', again],
  ])('is too early for %s until its container is gone', (_which, environment) => {
    expect(() => claimAt(environment, 0)).toThrow('its container may still be running');
    expect(() => claimAt(environment, minute - 1)).toThrow('may still be running');
    expect(claimAt(environment, minute).run).toMatchObject({ build: buildOf(environment) });
  });

  it('waits only as long as the plane takes to know that nothing of a build is left', () => {
    expect(() => claimAt(retried, 999, 1_000)).toThrow('may still be running');
    expect(claimAt(retried, 1_000, 1_000).run).toMatchObject({ build: buildOf(retried) });
  });

  it('is at once after a build that said how it ended', () => {
    const failed = settled(claimed(born()), failedOutcome('quota')).environment;

    expect(claimAt(after(failed, [retry]), 0).run).toMatchObject({ phase: 'planning' });
  });
});

describe('begin-apply', () => {
  it('pins what the run works with', () => {
    const environment = claimed(born());

    expect(applying(environment)).toMatchObject({
      run: { phase: 'applying' },
      applied: { ...environment.wanted, run: runOf(environment), planDigest, at: start },
    });
  });

  it('bears the same question again, even after the lease', () => {
    const environment = applying(claimed(born()));
    const again: Command = { type: 'begin-apply', planDigest, ...claim(environment) };

    expect(decided(environment, again, plus(start, 5 * hour)).environment).toBe(environment);
  });

  it.each<[string, Environment, string]>([
    ['after a stop was asked for', after(claimed(born()), [{ type: 'cancel', by }]), 'being cancelled'],
    ['of a plan-only request', claimed(born({ planOnly: true })), 'needs approval'],
    ['of a destroy', claimed(doomed()), 'only a provision'],
    ['of a run that nobody claimed', born(), 'has not claimed it'],
  ])('is refused %s', (_when, environment, reason) => {
    const asked: Command = { type: 'begin-apply', planDigest, ...claim(environment) };

    expect(() => decided(environment, asked)).toThrow(reason);
  });

  it('is refused for a second plan, to another build, and at the end of the lease', () => {
    const environment = applying(claimed(born()));
    const second: Command = { type: 'begin-apply', ...claim(environment), planDigest: 'a'.repeat(64) };
    const other: Command = { type: 'begin-apply', ...claim(environment, 'b:2'), planDigest };

    expect(() => decided(environment, second)).toThrow('another plan');
    expect(() => decided(environment, other)).toThrow('has not claimed it');
    expect(() => applying(claimed(born()), plus(start, 2 * hour))).toThrow('the lease has ended');
  });
});

describe('begin-verify', () => {
  it('moves a destroy on, and bears being asked again', () => {
    const environment = claimed(doomed());
    const verify: Command = { type: 'begin-verify', ...claim(environment) };
    const verifying = after(environment, [verify]);

    expect(verifying.run?.phase).toBe('verifying');
    expect(decided(verifying, verify).environment).toBe(verifying);
  });

  it('is refused to a provision', () => {
    const environment = claimed(born());

    expect(() => decided(environment, { type: 'begin-verify', ...claim(environment) })).toThrow(
      'only a destroy',
    );
  });
});
