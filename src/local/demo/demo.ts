import { join } from 'node:path';
import type { ProcessEnvironment } from '../../config/read-config';
import { refusalLines } from '../../domain/template/refused-template';
import { acts } from './acts';
import { playActs, secondsSince } from './play-acts';
import { Stage } from './stage';
import { buildMachineEnv, thisMachine } from '../machine';
import { obtainTools } from '../obtain-tools';
import { localPerson } from '../local-people';
import { type Plane, startPlane } from '../start-plane';

/** What `npm run demo` is given; `signal` is aborted when the person wants to leave. */
export interface DemoOptions {
  root: string;
  env: ProcessEnvironment;
  write: (text: string) => void;
  signal: AbortSignal;
}

/** How the demo ended, as an exit code; 130 is what shells say of a program that was interrupted. */
export const demoExitCodes = { asPromised: 0, notAsPromised: 1, interrupted: 130 } as const;

/** Plays the whole story on a plane of its own, stops all of it, and returns the exit code. */
export async function runDemo(options: DemoOptions): Promise<number> {
  const began = Date.now();
  const say = (line: string) => options.write(`${line}\n`);
  const code = await play(options, say);
  if (code === demoExitCodes.asPromised)
    say(`\nAll acts succeeded, in ${secondsSince(began)}. Everything that was started is stopped.`);
  return code;
}

async function play(options: DemoOptions, say: (line: string) => void): Promise<number> {
  const { root, env, signal } = options;
  const machineEnv = buildMachineEnv(env);
  try {
    const tools = await obtainTools(root, thisMachine(env), say);
    signal.throwIfAborted();
    const ignore = () => undefined;
    const plane = await startPlane({ root, tools, machineEnv, notice: ignore, log: ignore });
    try {
      say(`ready    ${plane.url}  (AWS emulator: ${plane.targetUrl})`);
      const kept = await playActs(acts, await openStage(plane, options));
      for (const line of refusalLines(plane.refused)) say(line);
      return kept ? demoExitCodes.asPromised : demoExitCodes.notAsPromised;
    } finally {
      await plane.close();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    say('\nInterrupted. Everything that was started is stopped.');
    return demoExitCodes.interrupted;
  }
}

async function openStage(plane: Plane, { root, env, write, signal }: DemoOptions): Promise<Stage> {
  const ended = new AbortController();
  void plane.broken.then((reason) => ended.abort(new Error(reason)));
  return new Stage({
    url: plane.url,
    targetUrl: plane.targetUrl,
    token: await plane.mint(localPerson()),
    cli: { file: join(root, 'dist/bin/idp.cjs'), env: buildMachineEnv(env) },
    write,
    signal: AbortSignal.any([signal, ended.signal]),
  });
}
