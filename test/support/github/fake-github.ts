import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { Issuer } from '../../../src/config/hub';
import type { WorkloadRule } from '../../../src/domain/access/identity';
import { RepositoryRecords } from './repository-records';

const issuerName = 'https://token.actions.test';
/** Made once: an RSA key takes a quarter of a second. */
let keys: ReturnType<typeof generateKeyPair> | undefined;
const requestToken = 'request-token-of-the-job';

/** A comment of a pull request as GitHub keeps it. */
export interface Comment {
  id: number;
  body: string;
  user: { type: string; login: string };
}

/** What GitHub answers once to a request whose `METHOD path` matches, in place of its own answer; `done`: it does it all the same. */
export interface Trouble {
  route: RegExp;
  answer: { status: number; body?: object; headers?: Record<string, string> } | 'hang-up';
  done?: boolean;
}

/** GitHub as far as a job's actions see it: OIDC tokens for what the job is, and comments of pull requests. */
export class FakeGitHub {
  /** The comments of the only pull request there is. */
  readonly comments: Comment[] = [];
  /** Its checks, deployments and issues. */
  readonly records = new RepositoryRecords();
  /** What goes wrong next. */
  readonly troubles: Trouble[] = [];
  /** Every request as `METHOD path`. */
  readonly asked: string[] = [];
  /** Comments that the job's token may not change. */
  readonly locked = new Set<number>();
  /** Whether the pull request is open. */
  state: 'open' | 'closed' = 'open';
  /** The audience of every token that was given. */
  readonly audiences: string[] = [];
  readonly tokens: string[] = [];
  /** Of the next tokens, in seconds. */
  lifetime = 300;
  private claims: Record<string, unknown> = {};

  private constructor(
    private readonly server: Server,
    private readonly sign: (
      claims: Record<string, unknown>,
      audience: string,
      seconds: number,
    ) => Promise<string>,
    private readonly jwks: NonNullable<Issuer['jwks']>,
  ) {
    server.on('request', (request, response) => void this.answer(request, response));
  }

  /** Starts it on a free port of this machine. */
  static async start(): Promise<FakeGitHub> {
    const { publicKey, privateKey } = await (keys ??= generateKeyPair('RS256', { extractable: true }));
    const jwk = { ...(await exportJWK(publicKey)), kid: 'github', alg: 'RS256', use: 'sig' };
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const sign = (claims: Record<string, unknown>, audience: string, seconds: number) =>
      new SignJWT({ ...claims, jti: String(Math.random()) })
        .setProtectedHeader({ alg: 'RS256', kid: 'github' })
        .setIssuer(issuerName)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(`${seconds}s`)
        .sign(privateKey);
    return new FakeGitHub(server, sign, { keys: [jwk] });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What a stage's configuration says of this GitHub. */
  issuer(audience: string, workloads: Partial<WorkloadRule>[]): Issuer {
    return Issuer.parse({
      name: 'github',
      issuer: issuerName,
      audience,
      kind: 'workload',
      jwks: this.jwks,
      workloads,
    });
  }

  /** The variables of a step in a job that these claims are true of. */
  stepOf(claims: Record<string, unknown>): Record<string, string> {
    this.claims = claims;
    return {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${this.url}/oidc?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
      GITHUB_API_URL: this.url,
      GITHUB_SERVER_URL: 'https://github.test',
      GITHUB_TOKEN: 'token-of-the-job',
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_RUN_ID: '42',
    };
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', this.url);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const route = `${request.method} ${pathname}`;
    this.asked.push(route);
    const authorization = request.headers.authorization ?? '';
    const trouble = this.troubleFor(route);
    const own =
      !trouble || trouble.done ? await this.reply(route, { authorization, query: searchParams, text }) : null;
    if (trouble?.answer === 'hang-up') return void request.socket.destroy();
    const {
      status,
      body = {},
      headers = {},
    } = (trouble?.answer ?? own) as {
      status: number;
      body?: unknown;
      headers?: Record<string, string>;
    };
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  }

  private troubleFor(route: string): Trouble | undefined {
    const index = this.troubles.findIndex((one) => one.route.test(route));
    return index < 0 ? undefined : this.troubles.splice(index, 1)[0];
  }

  private async reply(route: string, asked: Asked): Promise<{ status: number; body: unknown }> {
    if (route === 'GET /oidc') return this.token(asked);
    if (asked.authorization !== 'Bearer token-of-the-job') return { status: 401, body: {} };
    if (route === 'GET /repos/acme/shop/pulls/7') return { status: 200, body: { state: this.state } };
    const kept = this.records.reply(route, asked.query, asked.text);
    if (kept) return kept;
    const one = /^PATCH \/repos\/acme\/shop\/issues\/comments\/(\d+)$/.exec(route);
    if (one) return this.edit(Number(one[1]), asked);
    if (!/^(GET|POST) \/repos\/acme\/shop\/issues\/7\/comments$/.test(route))
      return { status: 404, body: {} };
    return route.startsWith('GET') ? this.page(asked.query) : this.add(asked);
  }

  private async token({ authorization, query }: Asked) {
    if (authorization !== `Bearer ${requestToken}`) return { status: 401, body: {} };
    const audience = query.get('audience') ?? '';
    const value = await this.sign(this.claims, audience, this.lifetime);
    this.audiences.push(audience);
    this.tokens.push(value);
    return { status: 200, body: { value, count: value.length } };
  }

  private page(query: URLSearchParams) {
    const size = Number(query.get('per_page') ?? 30);
    const from = (Number(query.get('page') ?? 1) - 1) * size;
    return { status: 200, body: this.comments.slice(from, from + size) };
  }

  private add({ text }: Asked) {
    const id = Math.max(0, ...this.comments.map((one) => one.id)) + 1;
    this.comments.push({ id, body: bodyIn(text), user: { type: 'Bot', login: 'github-actions[bot]' } });
    return { status: 201, body: { id } };
  }

  private edit(id: number, { text }: Asked) {
    const comment = this.comments.find((one) => one.id === id);
    if (!comment) return { status: 404, body: { message: 'Not Found' } };
    if (this.locked.has(id)) return { status: 403, body: { message: 'You cannot edit this comment.' } };
    comment.body = bodyIn(text);
    return { status: 200, body: comment };
  }
}

interface Asked {
  authorization: string;
  query: URLSearchParams;
  text: string;
}

function bodyIn(text: string): string {
  return (JSON.parse(text) as { body: string }).body;
}
