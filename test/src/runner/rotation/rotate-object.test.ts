import type { RotatedResource } from '../../../../src/domain/environment/rotation/rotation-document';
import type { RotationPlan } from '../../../../src/domain/environment/rotation/rotators';
import { type Rotating, rotateObject } from '../../../../src/runner/rotation/rotate-object';
import { packCertificate } from '../../../../src/bundle/certificate/pack-certificate';
import { start } from '../../../support/builders/births';
import { certificateFor, type KeyAndCert } from '../../../support/cli/self-signed';
import { FakeAws } from '../../../support/rotation/fake-aws';

const secret = 'arn:secret';
const services = [{ address: 'aws_ecs_service.this', cluster: 'c', service: 'web' }];
const restarts = [
  ['restart', 'restarts'],
  ['prove', 'proves'],
] as const;
const promote: RotationPlan = {
  means: 'promote-secret',
  id: secret,
  services,
  steps: [['put-in-use', 'puts'], ...restarts, ['retire', 'retires']],
};
const renew: RotationPlan = {
  means: 'renew-secret',
  id: secret,
  services,
  steps: [['renew', 'renews'], ...restarts],
};
const key: RotationPlan = { means: 'renew-key', id: 'k', services: [], steps: [['renew', 'renews']] };

/** Something that a rotation finds: a secret with its current value, which a service runs with, and one that waits. */
function found(labels: Record<string, string[]> = { old: ['AWSCURRENT'], new: ['AWSPENDING'] }): FakeAws {
  const aws = new FakeAws(() => Date.parse(start) + 5_000);
  aws.secrets[secret] = structuredClone(labels);
  aws.start('web');
  return aws;
}

async function rotate(
  aws: FakeAws,
  plan: RotationPlan | { why: string } = promote,
  more: Partial<Rotating> = {},
) {
  const shown: RotatedResource = { address: 'a.b', type: 'a', what: 'secret', result: 'to-do', steps: [] };
  const report = { write: () => Promise.resolve(), log: () => undefined, begin: () => undefined };
  const context = { abort: new AbortController(), pauseMs: 1, patienceMs: 50 };
  const deps = { aws, rotation: { id: '01JD3V8K2N7Q4R5S6T7V8W9XYZ', since: start } };
  const error = await rotateObject({ plan, shown }, { report, context, deps, isDryRun: false, ...more }).then(
    () => undefined,
    (thrown: unknown) => thrown as Error,
  );
  return { shown, error, states: shown.steps.map(({ step, state }) => `${step} ${state}`) };
}

/** Kills the run at its `number`th change: that one and every later one comes to nothing. Says whether there was one. */
function killAt(aws: FakeAws, number: number): () => boolean {
  let left = number;
  let killed = false;
  aws.before = () => {
    left -= 1;
    killed ||= left === 0;
    if (killed) throw new Error('killed');
  };
  return () => killed;
}

const labelOf = (aws: FakeAws, version: string) => aws.secrets[secret]![version];

describe('a value that waits', () => {
  it('becomes current, is proven in use, and only then is the old one retired', async () => {
    const aws = found();
    const { shown, states } = await rotate(aws);

    expect(shown.result).toBe('rotated');
    expect(states).toEqual(['put-in-use done', 'restart done', 'prove done', 'retire done']);
    expect(aws.calls).toEqual([
      'moveLabel AWSCURRENT',
      'moveLabel AWSPENDING',
      'restart',
      'moveLabel AWSPREVIOUS',
    ]);
    expect(aws.secrets[secret]).toEqual({ old: [], new: ['AWSCURRENT'] });
    expect(aws.running['web']).toEqual({ [secret]: 'new' });
  });

  it.each([1, 2, 3, 4])(
    'whose rotation is killed at its change %i leaves the old value valid for what runs with it, and is repeated to its end',
    async (number) => {
      const aws = found();
      const killed = killAt(aws, number);
      await rotate(aws);
      expect(killed()).toBe(true);
      const inUse = aws.running['web']![secret]!;
      expect(labelOf(aws, inUse)).not.toEqual([]);
      expect(labelOf(aws, 'old')).toEqual(number === 1 ? ['AWSCURRENT'] : ['AWSPREVIOUS']);

      aws.before = () => undefined;
      const again = await rotate(aws);

      expect(again.shown.result).toBe('rotated');
      expect(aws.secrets[secret]).toEqual({ old: [], new: ['AWSCURRENT'] });
      expect(aws.running['web']).toEqual({ [secret]: 'new' });
    },
  );

  it('that the services do not start with is put back: the old one is current, and the new one waits again', async () => {
    const aws = found();
    aws.rollout = 'FAILED';
    const { error, states } = await rotate(aws);

    expect(error?.message).toMatch(/ECS gave up.*The old value is current again/);
    expect(states).toEqual(['put-in-use done', 'restart done', 'prove failed', 'retire to-do']);
    expect(aws.having(secret, 'AWSCURRENT')).toBe('old');
    expect(aws.having(secret, 'AWSPENDING')).toBe('new');
    expect(aws.running['web']).toEqual({ [secret]: 'old' });

    aws.rollout = 'COMPLETED';
    expect((await rotate(aws)).shown.result).toBe('rotated');
    expect(aws.running['web']).toEqual({ [secret]: 'new' });
  });

  it('is not waited for for ever', async () => {
    const aws = found();
    aws.rollout = 'IN_PROGRESS';
    const { error } = await rotate(aws);
    expect(error).toMatchObject({ failure: { class: 'timed-out' } });
    expect(aws.having(secret, 'AWSCURRENT')).toBe('old');
  });

  it('is promoted by nobody in a dry run, which says what is done already', async () => {
    const aws = found({ old: ['AWSPREVIOUS'], new: ['AWSCURRENT'] });
    const { states, shown } = await rotate(aws, promote, { isDryRun: true });
    expect(states).toEqual(['put-in-use done-before', 'restart to-do', 'prove to-do', 'retire to-do']);
    expect(shown.result).toBe('to-do');
    expect(aws.calls).toEqual([]);
  });
});

describe('a secret is left as it is', () => {
  it.each<[string, Record<string, string[]>, RegExp]>([
    [
      'where no new value waits',
      { old: ['AWSCURRENT'] },
      /put-secret-value --secret-id arn:secret --version-stages AWSPENDING/,
    ],
    ['where it has no value', {}, /no value yet/],
  ])('%s', async (_, labels, why) => {
    const aws = found(labels);
    const { shown } = await rotate(aws);
    expect(shown).toMatchObject({ result: 'left', why: expect.stringMatching(why), steps: [] });
    expect(aws.calls).toEqual([]);
  });

  it('where there is no rotator', async () => {
    const { shown } = await rotate(found(), { why: 'There is no rotator for aws_x.' });
    expect(shown).toMatchObject({ result: 'left', why: 'There is no rotator for aws_x.' });
  });
});

describe('what AWS renews', () => {
  it('is renewed once however often the rotation is repeated', async () => {
    const aws = found({ old: ['AWSCURRENT'] });
    killAt(aws, 2);
    await rotate(aws, renew);
    expect(aws.calls).toEqual(['rotateSecret']);
    aws.before = () => undefined;

    const { states } = await rotate(aws, renew);

    expect(states).toEqual(['renew done-before', 'restart done', 'prove done']);
    expect(aws.calls).toEqual(['rotateSecret', 'restart']);
    expect(aws.running['web']![secret]).toBe(aws.having(secret, 'AWSCURRENT'));
  });

  it('is another value in each rotation', async () => {
    const aws = found({ old: ['AWSCURRENT'] });
    await rotate(aws, renew);
    const first = aws.having(secret, 'AWSCURRENT');
    const deps = { aws, rotation: { id: '01JD3V8K2N7Q4R5S6T7V8W9XY0', since: start } };
    await rotate(aws, renew, { deps });
    expect(aws.having(secret, 'AWSCURRENT')).not.toBe(first);
  });

  it('keeps the old value where it could not be renewed', async () => {
    const aws = found({ old: ['AWSCURRENT'] });
    killAt(aws, 1);
    const { error } = await rotate(aws, renew);
    expect(error?.message).toMatch(/'renew'.*The old value is still in use/);
    expect(aws.having(secret, 'AWSCURRENT')).toBe('old');
  });

  it('is a key once in a rotation, and again in the next', async () => {
    const aws = found();
    expect((await rotate(aws, key)).states).toEqual(['renew done']);
    expect((await rotate(aws, key)).states).toEqual(['renew done-before']);
    const later = { id: '01JD3V8K2N7Q4R5S6T7V8W9XY0', since: '2099-01-01T00:00:00.000Z' };
    const { error } = await rotate(aws, key, { deps: { aws, rotation: later } });
    expect(aws.calls).toEqual(['rotateKey', 'rotateKey']);
    expect(error).toMatchObject({ failure: { class: 'timed-out' } });
  });
});

describe('an imported certificate', () => {
  const plan: RotationPlan = {
    means: 'import-certificate',
    id: 'arn:site',
    services: [],
    steps: [['renew', 'imports']],
  };
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
  const old = certificateFor({ names: ['shop.test'], until: inDays(10) });
  const next = certificateFor({ names: ['shop.test'], until: inDays(100) });
  const replace = (aws: FakeAws, { cert, key: pem }: KeyAndCert, more: Partial<Rotating> = {}) => {
    const given = packCertificate(`${cert}${pem}`, Date.now());
    const rotation = { id: '01JD3V8K2N7Q4R5S6T7V8W9XYZ', since: start };
    return rotate(aws, plan, { deps: { aws, rotation, given }, ...more });
  };
  const serving = (cert: string) => {
    const aws = found();
    aws.certificates['arn:site'] = cert;
    return aws;
  };
  const { pack } = packCertificate(`${next.cert}${next.key}`, Date.now());

  it('is replaced under its ARN by one import', async () => {
    const aws = serving(old.cert);
    expect((await replace(aws, next)).states).toEqual(['renew done']);
    expect(aws.calls).toEqual(['importCertificate']);
    expect(aws.certificates['arn:site']).toBe(pack.certificate);
  });

  it('stays in use where the run is killed before the import, and is not imported twice where it is killed after', async () => {
    const aws = serving(old.cert);
    killAt(aws, 1);
    const { error } = await replace(aws, next);
    expect(error?.message).toMatch(/The old value is still in use/);
    expect(aws.certificates['arn:site']).toBe(old.cert);

    aws.before = () => undefined;
    await replace(aws, next);
    expect((await replace(aws, next)).states).toEqual(['renew done-before']);
    expect(aws.calls).toEqual(['importCertificate']);
  });

  it.each([
    [
      'of other names',
      certificateFor({ names: ['other.test'], until: inDays(100) }),
      /does not cover shop\.test/,
    ],
    [
      'that ends earlier',
      certificateFor({ names: ['shop.test'], until: inDays(5) }),
      /not after the one in use/,
    ],
    [
      'with another key',
      certificateFor({ names: ['shop.test'], until: inDays(100), curve: 'P-384' }),
      /secp384r1/,
    ],
  ])('is not replaced by one %s, which a dry run says as well', async (_, given, why) => {
    const aws = serving(old.cert);
    const tried = await replace(aws, given);
    expect([tried.error?.message, tried.states]).toEqual([expect.stringMatching(why), ['renew failed']]);
    const dry = await replace(aws, given, { isDryRun: true });
    expect(dry.error?.message).toMatch(why);
    expect(aws.calls).toEqual([]);
  });
});

it('a rotation that is stopped takes no further step', async () => {
  const aws = found();
  const abort = new AbortController();
  abort.abort(new Error('stopped'));
  const { error } = await rotate(aws, promote, { context: { abort } });
  expect(error?.message).toBe('stopped');
  expect(aws.calls).toEqual([]);
});
