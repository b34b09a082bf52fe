/** A check of a commit as GitHub keeps it. */
export interface CheckRun {
  id: number;
  name: string;
  head_sha: string;
  status: string;
  conclusion?: string;
  output: { title: string; summary: string };
}

/** A deployment of a commit to an environment of GitHub's, with all that was said of it, newest last. */
export interface Deployment {
  id: number;
  sha: string;
  environment: string;
  task: string;
  statuses: { state: string; description: string }[];
}

/** An issue of the repository. */
export interface Issue {
  number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  labels: string[];
  user: { type: string };
}

type Fields = Record<string, unknown>;
type Answer = { status: number; body: unknown };
const made = (body: unknown): Answer => ({ status: 201, body });
const found = (body: unknown): Answer => ({ status: 200, body });

/** Checks, deployments and issues of the repository acme/shop, as its API reads and writes them. */
export class RepositoryRecords {
  readonly checks: CheckRun[] = [];
  readonly deployments: Deployment[] = [];
  readonly issues: Issue[] = [];

  /** What the API answers to `METHOD path`; undefined where the path is none of these. */
  reply(route: string, query: URLSearchParams, text: string): Answer | undefined {
    const [, method = '', path = ''] = /^(\w+) \/repos\/acme\/shop\/(.*)$/.exec(route) ?? [];
    const fields = (text === '' ? {} : JSON.parse(text)) as Fields;
    if (path.includes('check-runs')) return this.replyCheck(method, path, { query, fields });
    if (path.startsWith('deployments')) return this.replyDeployment(method, path, { query, fields });
    return /^issues(\/\d+)?$/.test(path) ? this.replyIssue(method, path, { query, fields }) : undefined;
  }

  private replyCheck(method: string, path: string, { query, fields }: Sent): Answer {
    if (method === 'GET') {
      const [, commit] = /^commits\/(\w+)\//.exec(path) ?? [];
      const own = this.checks.filter(
        (one) => one.head_sha === commit && one.name === query.get('check_name'),
      );
      return found({ total_count: own.length, check_runs: own });
    }
    if (method === 'PATCH') return patched(this.checks, ({ id }) => path.endsWith(`/${id}`), fields);
    const check = { ...fields, id: this.checks.length + 1 } as CheckRun;
    this.checks.push(check);
    return made(check);
  }

  private replyDeployment(method: string, path: string, { query, fields }: Sent): Answer {
    if (method === 'GET')
      return found(
        this.deployments.filter(
          ({ sha, environment, task }) =>
            sha === query.get('sha') &&
            environment === query.get('environment') &&
            task === query.get('task'),
        ),
      );
    const [, id] = /^deployments\/(\d+)\/statuses$/.exec(path) ?? [];
    const one = this.deployments.find((deployment) => String(deployment.id) === id);
    if (one) {
      one.statuses.push(fields as Deployment['statuses'][number]);
      return made({});
    }
    const { ref, environment, task } = fields as { ref: string; environment: string; task: string };
    const deployment = { id: this.deployments.length + 1, sha: ref, environment, task, statuses: [] };
    this.deployments.push(deployment);
    return made(deployment);
  }

  private replyIssue(method: string, path: string, { query, fields }: Sent): Answer {
    if (method === 'PATCH') return patched(this.issues, ({ number }) => path.endsWith(`/${number}`), fields);
    if (method === 'GET') {
      const label = query.get('labels') ?? '';
      const open = this.issues.filter(({ state, labels }) => state === 'open' && labels.includes(label));
      return found(Number(query.get('page')) > 1 ? [] : open);
    }
    const number = this.issues.length + 1;
    this.issues.push({ ...(fields as unknown as Issue), number, state: 'open', user: { type: 'Bot' } });
    return made({ number });
  }
}

interface Sent {
  query: URLSearchParams;
  fields: Fields;
}

function patched<One extends object>(
  all: readonly One[],
  isMeant: (one: One) => boolean,
  fields: Fields,
): Answer {
  const one = all.find(isMeant);
  if (!one) return { status: 404, body: { message: 'Not Found' } };
  return found(Object.assign(one, fields));
}
