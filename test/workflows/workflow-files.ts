import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** One step of a job or of a composite action. */
export interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
  env?: Record<string, unknown>;
}

/** One job; with `uses` it calls a workflow, whose jobs get of its permissions what they say. */
export interface Job {
  permissions?: Record<string, string>;
  steps?: Step[];
  if?: string;
  uses?: string;
  needs?: string | string[];
  environment?: string;
  'timeout-minutes'?: number;
}

/** A workflow or an action as far as its rules look at it. */
export interface WorkflowFile {
  file: string;
  text: string;
  on: Record<string, unknown>;
  permissions: unknown;
  concurrency: { group?: string; 'cancel-in-progress'?: unknown } | undefined;
  jobs: Record<string, Job>;
  steps: Step[];
}

/** A workflow or an action from its text. */
export function readWorkflow(file: string, text: string): WorkflowFile {
  const document = parse(text);
  const jobs = document.jobs ?? {};
  const ofJobs = Object.values<{ steps?: Step[] }>(jobs).flatMap(({ steps = [] }) => steps);
  return {
    file,
    text,
    on: typeof document.on === 'object' ? document.on : { [String(document.on)]: null },
    permissions: document.permissions,
    concurrency: document.concurrency,
    jobs,
    steps: [...ofJobs, ...(document.runs?.steps ?? [])],
  };
}

/** Every workflow and every action of ours. */
export function readAll(): WorkflowFile[] {
  const workflows = readdirSync('.github/workflows').map((name) => `.github/workflows/${name}`);
  const actions = readdirSync('actions').map((name) => `actions/${name}/action.yml`);
  return [...workflows, ...actions].map((file) => readWorkflow(file, readFileSync(file, 'utf8')));
}
