import { runProgram } from '../run-program';

/** How to speak to a repository of ECR; `env` carries the role and a token of the job that still lasts, no key. */
export interface Repository {
  name: string;
  /** `<account>.dkr.ecr.<region>.amazonaws.com/<name>`. */
  uri: string;
  env: () => Promise<Record<string, string>>;
  say: (line: string) => void;
}

/** The address of a repository in the role's account. */
export function repositoryUri(role: string, region: string, name: string): string {
  const [, partition, account] = /^arn:(aws[a-z-]*):iam::(\d{12}):role\/\S+$/.exec(role) ?? [];
  if (partition === undefined) throw new Error(`'${role}' is not the ARN of a role.`);
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `${account}.dkr.ecr.${region}.${suffix}/${name}`;
}

/** The digest of the image with this tag; null when there is none. */
export async function findDigest(repository: Repository, tag: string): Promise<string | null> {
  const args = [
    'ecr',
    'batch-get-image',
    '--repository-name',
    repository.name,
    '--image-ids',
    `imageTag=${tag}`,
  ];
  const { env, say } = repository;
  const found = await runProgram('aws', [...args, '--output', 'json'], { env: await env(), say });
  const { images } = JSON.parse(found) as { images?: { imageId?: { imageDigest?: string } }[] };
  return images?.[0]?.imageId?.imageDigest ?? null;
}

/** A password for the registry, good for hours. */
export async function getPassword({ env, say }: Repository): Promise<string> {
  return runProgram('aws', ['ecr', 'get-login-password'], { env: await env(), say });
}
