import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A step as the runner of a job runs it: its variables, and the event that started the workflow. */
export interface Step {
  env: Record<string, string>;
  event: unknown;
}

/** How a step ended, and the outputs it set. */
export interface StepEnd {
  code: number | null;
  log: string;
  outputs: Record<string, string>;
  /** The folder it ran in. */
  folder: string;
}

/** A repository's folder with the configuration of its environments. */
export function makeRepository(config: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-repository-'));
  writeFileSync(join(folder, 'config.yml'), config);
  return folder;
}

/** Runs the built action `name` in `folder`, with nothing of this machine but PATH. */
export async function runAction(name: string, folder: string, { env, event }: Step): Promise<StepEnd> {
  const files = { output: join(folder, 'output'), event: join(folder, 'event.json') };
  writeFileSync(files.output, '');
  writeFileSync(files.event, JSON.stringify(event));
  const program = join(process.cwd(), 'dist', 'actions', name, `${name}.mjs`);
  const child = spawn(process.execPath, [program], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      GITHUB_OUTPUT: files.output,
      GITHUB_EVENT_PATH: files.event,
      LEASEHOLD_CONFIG: 'config.yml',
      ...env,
    },
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (log += text));
  const code = await new Promise<number | null>((resolve, reject) =>
    child.on('error', reject).on('close', resolve),
  );
  return { code, log, outputs: parseOutputs(readFileSync(files.output, 'utf8')), folder };
}

/** The file of a step's outputs as GitHub's runner reads it: `name<<delimiter`, lines, `delimiter`. */
export function parseOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n').slice(0, -1);
  while (lines.length > 0) {
    const [, name, delimiter] = /^([^=<]+)<<(.+)$/.exec(lines.shift() ?? '') ?? [];
    const end = delimiter === undefined ? -1 : lines.indexOf(delimiter);
    if (name === undefined || end < 0) throw new Error(`No file of outputs: ${text}`);
    outputs[name] = lines
      .splice(0, end + 1)
      .slice(0, -1)
      .join('\n');
  }
  return outputs;
}
