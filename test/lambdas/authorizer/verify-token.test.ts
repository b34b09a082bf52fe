import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createAuthorizer } from '../../../lambdas/authorizer/handler';
import { trustIssuers } from '../../../lambdas/authorizer/verify-token';
import { Issuer } from '../../../src/config/hub';
import type { Actor } from '../../../src/domain/access/actor';
import { silent } from '../../support/plane/http';

const github = 'https://token.actions.githubusercontent.com';
const main = 'refs/heads/main';
let keys: { publicKey: CryptoKey; privateKey: CryptoKey };
let trusted: Issuer;

beforeAll(async () => {
  keys = await generateKeyPair('RS256');
  trusted = Issuer.parse({
    name: 'github',
    issuer: github,
    audience: 'https://idp.example.com',
    kind: 'workload',
    jwks: { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'github', alg: 'RS256' }] },
    workloads: [
      { repositoryId: '75', repositoryOwnerId: '65', ref: main, environment: 'dev', roles: ['admin'] },
      { repositoryId: '75', repositoryOwnerId: '65', ref: main },
    ],
  });
});

/** What GitHub's token says of a push to `main` of acme/shop, but for what is said otherwise; undefined leaves a claim out. */
const token = (otherwise: Record<string, unknown> = {}) => ({
  iss: github,
  aud: 'https://idp.example.com',
  exp: Math.floor(Date.now() / 1000) + 300,
  sub: `repo:acme/shop:ref:${main}`,
  ref: main,
  event_name: 'push',
  repository: 'acme/shop',
  repository_id: '75',
  repository_owner: 'acme',
  repository_owner_id: '65',
  ...otherwise,
});
const fork = { repository: 'mallory/shop', repository_id: '99', repository_owner: 'mallory' };
const pull = { ref: 'refs/pull/1/merge', event_name: 'pull_request', sub: 'repo:acme/shop:pull_request' };

async function ask(claims: Record<string, unknown>) {
  const signed = new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'github' });
  const authorize = createAuthorizer(() => trustIssuers([trusted]), silent());
  const { context } = await authorize({
    headers: { authorization: `Bearer ${await signed.sign(keys.privateKey)}` },
  });
  return {
    actor: context.actor === undefined ? null : (JSON.parse(context.actor) as Actor),
    reason: context.reason ?? '',
  };
}

describe('a token of GitHub, by the rules for its repository and branch', () => {
  it.each([
    ['the branch', {}, ['developer']],
    ['the branch, renamed since', { repository: 'acme/store', repository_owner: 'acme' }, ['developer']],
    ['the branch in the environment', { environment: 'dev' }, ['admin']],
    ['the branch in another environment, as of the branch', { environment: 'dev-plan' }, ['developer']],
  ])('lets a workflow of %s in', async (_, claims, roles) => {
    const { actor } = await ask(token(claims));

    expect(actor).toMatchObject({ kind: 'workload', id: 'github:repo:75', roles });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['another branch', { ref: 'refs/heads/feature' }, 'no rule admits'],
    ['a branch that begins alike', { ref: `${main}/evil` }, 'no rule admits'],
    ['a branch whose name is a wildcard', { ref: 'refs/heads/*' }, 'no rule admits'],
    ['a tag of the same name', { ref: 'refs/tags/main' }, 'no rule admits'],
    ['the environment on another branch', { ref: 'refs/heads/x', environment: 'dev' }, 'no rule admits'],
    ['a pull request', pull, 'no rule admits'],
    [
      "a pull request with the base branch's rights",
      { event_name: 'pull_request_target' },
      'does not name one',
    ],
    ['a fork', { ...fork, repository_owner_id: '98' }, 'no rule admits'],
    ['a fork of the same owner', { repository: 'acme/shop-fork', repository_id: '76' }, 'no rule admits'],
    [
      'an owner who took the name of a renamed one',
      { repository_id: '99', repository_owner_id: '98' },
      'no rule admits',
    ],
    ['the repository, handed to another owner', { repository_owner_id: '98' }, 'no rule admits'],
    ['a repository made anew under the old name', { repository_id: '99' }, 'no rule admits'],
    ['ids that are wildcards', { repository_id: '*', repository_owner_id: '*' }, 'no rule admits'],
    ['ids that only begin alike', { repository_id: '750' }, 'no rule admits'],
    ['the ids, but in its name alone', { ...fork, repository: 'acme@65/shop@75' }, 'no rule admits'],
    ['another audience', { aud: 'sts.amazonaws.com' }, 'the token is for another audience'],
    ['an issuer that is called alike', { iss: `${github}/acme` }, 'the issuer of the token is not trusted'],
    ['no repository', { repository_id: undefined }, "has no claim 'repository_id'"],
    ['no owner', { repository_owner_id: undefined }, 'no rule admits'],
    ['no branch', { ref: undefined }, 'no rule admits'],
  ])('refuses %s', async (_, claims, reason) => {
    const answer = await ask(token(claims));

    expect(answer).toEqual({ actor: null, reason: expect.stringContaining(reason) });
  });
});
