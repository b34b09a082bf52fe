import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageRepository } from '../../../src/domain/image/image-repository';
import { GitRepository } from '../github/git-repository';
import { writeProgram } from './machine';

/**
 * Stands in for docker: writes down every call, makes an image of a Dockerfile by naming its digest in a manifest, and
 * pushes that to the registry of ECR. A Dockerfile that says FAIL cannot be built.
 */
const docker = (notes: string) => `
printf 'docker'  >> '${notes}/calls'; printf ' [%s]' "$@" >> '${notes}/calls'; echo >> '${notes}/calls'
reference() { for last; do :; done; name=\${1#*/}; repository=\${name%%:*}; tag=\${name#*:}; }
case "$1" in
  login) cat > /dev/null ;;
  manifest)
    reference "$3"
    aws ecr describe-images --repository-name "$repository" --image-ids "imageTag=$tag" > /dev/null 2>&1 ;;
  build)
    for folder; do :; done
    [ -f "$folder/Dockerfile" ] || { echo "there is no Dockerfile in $folder"; exit 1; }
    ! grep -q FAIL "$folder/Dockerfile" || { echo 'the Dockerfile cannot be built'; exit 1; }
    layer=$(sha256sum < "$folder/Dockerfile" | cut -c 1-64)
    type=application/vnd.oci.image.manifest.v1+json
    printf '{"schemaVersion":2,"mediaType":"%s","layers":[{"digest":"sha256:%s","size":2}]}' "$type" "$layer" > '${notes}/manifest' ;;
  push)
    reference "$2"
    digest=sha256:$(sha256sum < '${notes}/manifest' | cut -c 1-64)
    aws ecr put-image --repository-name "$repository" --image-tag "$tag" --image-digest "$digest" \\
      --image-manifest "$(cat '${notes}/manifest')" > /dev/null ;;
esac`;

/** A repository with a Dockerfile that stands for one of GitHub, and a machine whose docker is a stand-in. */
export class ImageWorkshop {
  readonly repository = new GitRepository();
  private readonly root = mkdtempSync(join(tmpdir(), 'leasehold-workshop-'));

  constructor(private readonly configured: Pick<ImageRepository, 'repository'>) {
    writeProgram(join(this.root, 'bin', 'docker'), docker(this.root));
  }

  /** What builds are to know of the machine besides. */
  get machineEnv(): Record<string, string> {
    const location = `https://github.com/${this.configured.repository}.git`;
    const PATH = `${join(this.root, 'bin')}:${process.env['PATH']}`;
    return { PATH, ...this.repository.standingFor(location) };
  }

  /** Every call of docker, its arguments in brackets; `word` is one that it has. */
  calls(word = ''): string[] {
    const file = join(this.root, 'calls');
    const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    return lines.filter((line) => line.includes(`[${word}`));
  }
}
