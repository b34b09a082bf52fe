import type { Doors } from '../../src/emulators/front/doors';
import { credentialsOf } from '../../src/local/hub';
import type { Plane } from '../../src/local/start-plane';
import { attack, type Attacker } from '../support/attack/attack';
import { openPlane } from '../e2e/open-plane';

const here = '127.0.0.1:<port>';
const nobody = 65_534;

/** Only root may become somebody else; anyone else has to be told that this is not proven. */
function anotherUser(): number {
  if (process.getuid?.() !== 0)
    throw new Error('Not proven here: run this as root, who may become another user.');
  return nobody;
}

const attackers: [what: string, attacker: () => Attacker][] = [
  [
    'a page in the browser of this machine',
    () => ({ headers: { host: here, origin: 'https://evil.example' } }),
  ],
  ['a page in a sandbox, which hides its origin', () => ({ headers: { host: here, origin: 'null' } })],
  [
    'a page whose name was made to mean this machine',
    () => ({ headers: { host: '<catalog>.evil.example:<port>' } }),
  ],
  ['another user of this machine', () => ({ headers: { host: here }, uid: anotherUser() })],
];

const nothing = { bundle: false, record: false, build: false, signIn: false };
const everything = { bundle: true, record: true, build: true, signIn: true };

const openDoors: Doors = {
  isFromHere: () => true,
  createGuard: () => (call, forward) => forward(call),
  isCode: () => true,
};

describe('a plane', () => {
  let plane: Plane;
  beforeAll(async () => void ({ plane } = await openPlane()));

  it.each(attackers)('gives nothing to %s', async (_what, attacker) => {
    const { gains, reached } = await attack(plane, attacker());

    expect(gains).toEqual(nothing);
    expect(reached).toBeGreaterThan(20);
  });

  it('lets another user of this machine read no secret, neither in a file nor of a process', async () => {
    const { read } = await attack(plane, { headers: { host: here }, uid: anotherUser() });

    const callers = ['owner', 'api', 'runner', 'workflows', 'sweep'];
    const secrets = callers.map((caller) => credentialsOf(caller).secretAccessKey);
    expect(secrets.filter((secret) => read.includes(secret))).toEqual([]);
    expect(read).toContain('moto');
  });
});

describe('a plane whose doors are open', () => {
  let plane: Plane;
  beforeAll(async () => void ({ plane } = await openPlane({ doors: openDoors })));

  it.each(attackers)('gives all to %s', async (_what, attacker) => {
    const { gains } = await attack(plane, attacker());

    expect(gains).toEqual(everything);
  });
});
