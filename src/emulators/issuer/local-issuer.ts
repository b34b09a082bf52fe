import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { Issuer } from '../../config/hub';
import type { Actor } from '../../domain/access/actor';

const keyId = 'local';
const algorithm = 'ES256';
const year = '365d';

/** Whom the issuer vouches for. */
export type Person = Pick<Actor, 'id' | 'name' | 'roles' | 'teams'>;

/** The plane's own OIDC issuer: its description for the authorizer, and tokens for whom it vouches. */
export interface LocalIssuer {
  issuer: Issuer;
  /** A token for a person; `lifetime` as `30s` or `1h`, a year if absent: the plane forgets its key sooner. */
  mint: (person: Person, lifetime?: string) => Promise<string>;
  /** An ID token for who signed in; it carries the nonce of the request, and lives `lifetime`. */
  mintIdToken: (person: Person, more: { nonce?: string | undefined; lifetime: string }) => Promise<string>;
}

/** An issuer with a key made now and kept in memory only, so that the authorizer's whole path is exercised. */
export async function createLocalIssuer(url: string): Promise<LocalIssuer> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid: keyId, alg: algorithm, use: 'sig' };
  const issuer = Issuer.parse({
    issuer: url,
    audience: 'leasehold',
    kind: 'person',
    jwks: { keys: [jwk] },
    algorithms: [algorithm],
  });
  const mintIdToken: LocalIssuer['mintIdToken'] = ({ id, name, roles, teams }, { nonce, lifetime }) =>
    new SignJWT({ email: id, name, roles, teams, ...(nonce !== undefined && { nonce }) })
      .setProtectedHeader({ alg: algorithm, kid: keyId })
      .setIssuer(issuer.issuer)
      .setAudience(issuer.audience)
      .setSubject(id)
      .setIssuedAt()
      .setExpirationTime(lifetime)
      .sign(privateKey);
  return { issuer, mintIdToken, mint: (person, lifetime = year) => mintIdToken(person, { lifetime }) };
}
