import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownCall } from '../../../scripts/test/tool-calls';
import { writeText } from '../plane/machine';

/** A Git repository whose Terraform lies in `infra`, at some commit. */
export class TerraformRepository {
  private constructor(readonly folder: string) {}

  /** Makes one with these files on its branch `main`. */
  static create(files: Record<string, string>): TerraformRepository {
    const repository = new TerraformRepository(mkdtempSync(join(tmpdir(), 'leasehold-infra-')));
    repository.git('init', '--quiet', '--initial-branch=main');
    return repository.commit(files);
  }

  /** Another checkout of it, as a job has one of its own. */
  checkout(): TerraformRepository {
    const folder = mkdtempSync(join(tmpdir(), 'leasehold-checkout-'));
    cpSync(this.folder, folder, { recursive: true });
    return new TerraformRepository(folder);
  }

  /** Writes files and commits them. */
  commit(files: Record<string, string>): this {
    for (const [path, text] of Object.entries(files)) writeText(join(this.folder, path), text);
    this.git('add', '--all');
    const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
    this.git(...identity, 'commit', '--quiet', '--allow-empty', '--message=change');
    return this;
  }

  /** Git's name for the content of `infra`. */
  tree(): string {
    return this.git('rev-parse', 'HEAD:infra');
  }

  /** Writes a file without committing it. */
  leave(path: string, text: string): this {
    writeFileSync(join(this.folder, path), text);
    return this;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private git(...args: string[]): string {
    const env = { ...process.env, [ownCall]: 'true' };
    return execFileSync('git', args, { cwd: this.folder, env, encoding: 'utf8' }).trim();
  }
}
