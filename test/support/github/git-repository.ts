import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownCall } from '../../../scripts/test/tool-calls';
import { writeText } from '../plane/machine';

/** A repository on this machine that stands where one of GitHub would be. */
export class GitRepository {
  readonly folder = mkdtempSync(join(tmpdir(), 'leasehold-git-'));

  constructor() {
    this.git('init', '--quiet', '--initial-branch=main');
  }

  /** Commits a file; the commit. */
  commit(file: string, text: string): string {
    writeText(join(this.folder, file), text);
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message=a change');
    return this.git('rev-parse', 'HEAD');
  }

  /** Runs git in the repository; what it printed. */
  git(...args: string[]): string {
    const identity = { NAME: 'Ada', EMAIL: 'ada@example.com' };
    const who = Object.entries(identity).flatMap(([key, value]) => [
      [`GIT_AUTHOR_${key}`, value],
      [`GIT_COMMITTER_${key}`, value],
    ]);
    const own = { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', [ownCall]: 'true' };
    const env = { ...own, ...Object.fromEntries(who) };
    return execFileSync('git', args, { cwd: this.folder, env, encoding: 'utf8' }).trim();
  }

  /** The variables that make git clone this repository where it is told to clone `location`. */
  standingFor(location: string): Record<string, string> {
    return {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `url.file://${this.folder}.insteadOf`,
      GIT_CONFIG_VALUE_0: location,
    };
  }
}
