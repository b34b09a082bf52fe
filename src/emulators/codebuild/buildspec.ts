import { parse } from 'yaml';
import * as z from 'zod';

const Commands = z.array(z.string()).default([]);

const Phase = z.strictObject({
  commands: Commands,
  finally: Commands,
  'on-failure': z.enum(['ABORT', 'CONTINUE']).optional(),
});

const Text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** CodeBuild's images switch to these; one machine runs what it has. */
const InstallPhase = Phase.extend({ 'runtime-versions': z.record(z.string(), Text).default({}) });

/** The part of buildspec version 0.2 that is carried out here; anything else is refused rather than silently ignored. */
const Buildspec = z.strictObject({
  version: z.literal([0.2, '0.2']),
  env: z
    .strictObject({
      shell: z.enum(['sh', 'bash']).default('sh'),
      variables: z.record(z.string(), Text).default({}),
      'exported-variables': z.array(z.string().regex(/^[A-Za-z_]\w*$/)).default([]),
    })
    .prefault({}),
  phases: z.strictObject({
    install: InstallPhase.optional(),
    pre_build: Phase.optional(),
    build: Phase.optional(),
    post_build: Phase.optional(),
  }),
});

export type Buildspec = z.infer<typeof Buildspec>;

/** The phases with commands of the user's own, in AWS's order; the key is AWS's name, the value the buildspec's. */
export const commandPhases = {
  INSTALL: 'install',
  PRE_BUILD: 'pre_build',
  BUILD: 'build',
  POST_BUILD: 'post_build',
} as const;
export type CommandPhase = keyof typeof commandPhases;

/** Reads a buildspec; throws an error that names the first thing that is wrong. */
export function parseBuildspec(text: string): Buildspec {
  const parsed = Buildspec.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`buildspec: ${issue?.path.join('.')}: ${issue?.message}`);
}

/** Whether the build goes on to the next phase after this one failed: by default only from BUILD to POST_BUILD. */
export function continuesAfterFailure(spec: Buildspec, phase: CommandPhase): boolean {
  const chosen = spec.phases[commandPhases[phase]]?.['on-failure'];
  return (chosen ?? (phase === 'BUILD' ? 'CONTINUE' : 'ABORT')) === 'CONTINUE';
}
