import { chmodSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from '../../../src/cli/profiles';

/** A person's configuration folder, empty at first; `env` makes `idp` use it. */
export interface ConfigHome {
  env: Record<string, string>;
  file: (profile: string) => string;
  write: (profile: string, content: unknown, mode?: number) => void;
  read: (profile: string) => { url: string; session: Session | null };
  modeOf: (profile: string) => number;
}

/** Makes a configuration folder of its own. */
export function makeConfigHome(): ConfigHome {
  const home = mkdtempSync(join(tmpdir(), 'leasehold-config-'));
  const folder = join(home, 'leasehold', 'profiles');
  const file = (profile: string) => join(folder, `${profile}.json`);
  return {
    env: { XDG_CONFIG_HOME: home },
    file,
    write: (profile, content, mode = 0o600) => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file(profile), typeof content === 'string' ? content : JSON.stringify(content));
      chmodSync(file(profile), mode);
    },
    read: (profile) => JSON.parse(readFileSync(file(profile), 'utf8')) as ReturnType<ConfigHome['read']>,
    modeOf: (profile) => statSync(file(profile)).mode & 0o777,
  };
}

/** A session whose token holds until long after the tests' present, unless `more` says otherwise. */
export function sessionOf(more: Partial<Session> = {}): Session {
  return {
    issuer: 'https://login.example.com',
    clientId: 'leasehold',
    idToken: 'kept-token',
    refreshToken: 'kept-refresh-token',
    expiresAt: Date.parse('2030-01-01T00:00:00.000Z'),
    ...more,
  };
}
