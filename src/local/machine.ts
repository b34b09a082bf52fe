import { homedir } from 'node:os';
import { arch, platform } from 'node:process';
import { inheritedEnvironment } from '../config/machine';
import type { ProcessEnvironment } from '../config/read-config';
import type { Host } from '../tools/tool';

/** This machine, as far as finding programs on it is concerned. */
export function thisMachine(env: ProcessEnvironment): Host {
  return { env, home: homedir(), platform, arch };
}

const inherited = [
  'PATH',
  'HOME',
  'LANG',
  'TMPDIR',
  'PYENV_ROOT',
  'PYENV_VERSION',
  'SSL_CERT_FILE',
  'AWS_CA_BUNDLE',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
];

/** What builds and the emulator may know of this machine: no credential, no AWS setting of the person at it. */
export function buildMachineEnv(env: ProcessEnvironment): Record<string, string> {
  return inheritedEnvironment(inherited, env);
}
