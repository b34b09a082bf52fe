import { spawn } from 'node:child_process';

/** A command that runs, and what it has said. */
export interface IdpProcess {
  /** What `pattern` matches in what it has said so far, or will; throws what it said when it ends without. */
  says: (pattern: RegExp) => Promise<string>;
  /** Its exit code and everything it said. */
  ended: Promise<{ code: number | null; said: string }>;
}

/** Starts `idp` as it is shipped, for a person whose home is `home`, and in it; its input stays open. */
export function startIdp(args: string[], { bundle, home }: { bundle: string; home: string }): IdpProcess {
  const env = { PATH: process.env.PATH, HOME: home };
  const child = spawn(process.execPath, [bundle, ...args], { env, cwd: home });
  const heard = { said: '' };
  const hear = (text: string) => {
    heard.said += text;
    child.emit('heard');
  };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', hear);
  const ended = new Promise<{ code: number | null; said: string }>((resolve, reject) =>
    child.on('error', reject).on('close', (code) => resolve({ code, ...heard })),
  );
  const says = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const [found] = pattern.exec(heard.said) ?? [];
        if (found !== undefined) resolve(found);
      };
      child.on('heard', look).on('close', () => reject(new Error(`idp said: ${heard.said}`)));
      look();
    });
  return { says, ended };
}
