import { type HeldKey, KeyRing } from '../../../../src/emulators/authorize/key-ring';

const minute = 60_000;

function sessionUntil(accessKeyId: string, until: number): HeldKey {
  const key = { accessKeyId, secretAccessKey: 'secret' };
  return { key, until: new Date(until), holder: { kind: 'owner' } };
}

it('forgets sessions a while after their end, and no key that has none', () => {
  const now = Date.now();
  const keys = new KeyRing([
    { key: { accessKeyId: 'person', secretAccessKey: 's' }, holder: { kind: 'owner' } },
  ]);
  for (let n = 0; n < 300; n++) keys.add(sessionUntil(`old-${n}`, now - 16 * minute));
  keys.add(sessionUntil('just-ended', now - minute));
  keys.add(sessionUntil('valid', now + minute));

  const known = ['person', 'just-ended', 'valid', 'old-0', 'old-298'].filter((id) => keys.find(id));

  expect(known).toEqual(['person', 'just-ended', 'valid']);
});
