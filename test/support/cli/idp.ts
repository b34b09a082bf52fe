import { spawn } from 'node:child_process';

/** How a command ended and what it said. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs `idp` with these arguments; `typed` is what a person answers to its question, `more` are variables of theirs. */
export type Idp = (
  args: readonly string[],
  typed?: string,
  more?: Readonly<Record<string, string>>,
) => Promise<Ended>;

/** The CLI as it is shipped, speaking to one control plane and knowing nothing else of this machine. */
export function idpFor(plane: { url: string; token: string; bundle: string; home: string }): Idp {
  const env = { PATH: process.env.PATH, HOME: plane.home, IDP_URL: plane.url, IDP_TOKEN: plane.token };
  return (args, typed = '', more = {}) =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [plane.bundle, ...args], { env: { ...env, ...more } });
      const said = { stdout: '', stderr: '' };
      child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
      child.on('error', reject).on('close', (code) => resolve({ code, ...said }));
      child.stdin.end(typed);
    });
}
