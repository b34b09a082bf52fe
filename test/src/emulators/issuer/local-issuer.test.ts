import { createLocalJWKSet, jwtVerify } from 'jose';
import { Issuer } from '../../../../src/config/hub';
import { createLocalIssuer } from '../../../../src/emulators/issuer/local-issuer';

const url = 'http://127.0.0.1:9';
const ada = { id: 'ada@example.com', name: 'Ada', roles: ['developer' as const], teams: ['data'] };

it('vouches for a person by tokens that its own keys prove', async () => {
  const { issuer, mint } = await createLocalIssuer(url);
  const keys = createLocalJWKSet(issuer.jwks);

  const { payload } = await jwtVerify(await mint(ada), keys, {
    issuer: issuer.issuer,
    audience: issuer.audience,
  });

  expect(payload).toMatchObject({
    email: ada.id,
    name: 'Ada',
    roles: ['developer'],
    teams: ['data'],
    sub: ada.id,
  });
  expect(Issuer.parse(JSON.parse(JSON.stringify(issuer)))).toEqual(issuer);
});

it('tells no private key, and another start has another key', async () => {
  const [one, two] = [await createLocalIssuer(url), await createLocalIssuer(url)];
  const keys = createLocalJWKSet(two.issuer.jwks);

  expect(one.issuer.jwks?.keys[0]).not.toHaveProperty('d');
  await expect(jwtVerify(await one.mint(ada), keys)).rejects.toThrow('signature');
});

it('makes a token that ends when it should', async () => {
  const { issuer, mint } = await createLocalIssuer(url);
  const keys = createLocalJWKSet(issuer.jwks);
  const later = new Date(Date.now() + 31_000);

  await expect(jwtVerify(await mint(ada, '30s'), keys, { currentDate: later })).rejects.toThrow('exp');
  await expect(jwtVerify(await mint(ada), keys, { currentDate: later })).resolves.toBeDefined();
});
