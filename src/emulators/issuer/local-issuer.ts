import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';

const keyId = 'local';
const algorithm = 'ES256';
const year = '365d';

/** Whom the issuer vouches for. */
export interface Person {
  id: string;
  name: string;
  roles: ('viewer' | 'developer' | 'publisher' | 'approver' | 'admin')[];
  teams: string[];
}

/** An issuer as its verifiers are configured: its name, its keys, and which claims say who a person is. */
export interface IssuerDescription {
  name: string;
  issuer: string;
  audience: string;
  kind: 'person';
  jwks: { keys: JWK[] };
  algorithms: string[];
  claims: { id: string; name: string; roles: string; teams: string };
  defaultRoles: [];
  workloads: [];
  former: false;
}

/** The plane's own OIDC issuer: its description for the authorizer, and tokens for whom it vouches. */
export interface LocalIssuer {
  issuer: IssuerDescription;
  /** A token for a person; `lifetime` as `30s` or `1h`, a year if absent: the plane forgets its key sooner. */
  mint: (person: Person, lifetime?: string) => Promise<string>;
  /** An ID token for the person who signed in; it carries the nonce of the request, and lives `lifetime`. */
  mintIdToken: (person: Person, more: { nonce?: string | undefined; lifetime: string }) => Promise<string>;
}

/** A private key for an issuer. */
export async function newIssuerKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  return exportJWK(privateKey);
}

/** An issuer with a key made now and kept in memory only, unless one is given, so that the authorizer's whole path is exercised. */
export async function createLocalIssuer(url: string, key?: JWK): Promise<LocalIssuer> {
  const secret = key ?? (await newIssuerKey());
  const privateKey = await importJWK(secret, algorithm);
  const { d: _, ...shown } = secret;
  const jwk: JWK = { ...shown, kid: keyId, alg: algorithm, use: 'sig' };
  const issuer = describeKeys(url, jwk);
  const mintIdToken: LocalIssuer['mintIdToken'] = ({ id, name, roles, teams }, { nonce, lifetime }) =>
    new SignJWT({
      email: id,
      email_verified: true,
      name,
      roles,
      teams,
      ...(nonce !== undefined && { nonce }),
    })
      .setProtectedHeader({ alg: algorithm, kid: keyId })
      .setIssuer(issuer.issuer)
      .setAudience(issuer.audience)
      .setSubject(id)
      .setIssuedAt()
      .setExpirationTime(lifetime)
      .sign(privateKey);
  return { issuer, mintIdToken, mint: (person, lifetime = year) => mintIdToken(person, { lifetime }) };
}

function describeKeys(url: string, jwk: JWK): IssuerDescription {
  return {
    name: 'local',
    issuer: url,
    audience: 'leasehold',
    kind: 'person',
    jwks: { keys: [jwk] },
    algorithms: [algorithm],
    claims: { id: 'email', name: 'name', roles: 'roles', teams: 'teams' },
    defaultRoles: [],
    workloads: [],
    former: false,
  };
}
