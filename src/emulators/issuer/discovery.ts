/** The path of each endpoint of the issuer, below its own address. */
export const paths = {
  discovery: '/.well-known/openid-configuration',
  keys: '/jwks.json',
  authorize: '/authorize',
  decide: '/authorize/decide',
  token: '/token',
  revoke: '/revoke',
} as const;

/** What the issuer says of itself (OpenID Connect Discovery 1.0). */
export function describeIssuer(issuer: string, algorithms: string[]) {
  return {
    issuer,
    authorization_endpoint: issuer + paths.authorize,
    token_endpoint: issuer + paths.token,
    revocation_endpoint: issuer + paths.revoke,
    jwks_uri: issuer + paths.keys,
    scopes_supported: ['openid', 'email', 'profile'],
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: algorithms,
    token_endpoint_auth_methods_supported: ['none'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  };
}
