import { findDigest, getPassword, type Repository } from './registry';
import { runProgram } from '../run-program';

/** What is built: a Dockerfile and the folder it is given. */
export interface Source {
  dockerfile: string;
  context: string;
}

/** What docker runs with: it gets neither the role nor the job's token, as it runs what the branch says. */
export interface Docker {
  env: Record<string, string | undefined>;
  mask: (secret: string) => void;
}

/** The digest of the image of this tag, built and pushed unless it is there: a tag never changes what it means. */
export async function buildAndPush(
  repository: Repository,
  tag: string,
  { dockerfile, context, ...docker }: Source & Docker,
): Promise<string> {
  const present = await findDigest(repository, tag);
  if (present !== null) return present;
  const image = `${repository.uri}:${tag}`;
  const given = { env: docker.env, say: repository.say };
  // As ./<path>, docker takes neither for an address that it would fetch.
  const args = ['build', `--file=./${dockerfile}`, `--tag=${image}`, '--', `./${context}`];
  await runProgram('docker', args, given);
  const password = await getPassword(repository);
  docker.mask(password);
  const registry = repository.uri.split('/')[0] ?? '';
  const login = ['login', '--username=AWS', '--password-stdin', registry];
  await runProgram('docker', login, { ...given, input: password });
  await runProgram('docker', ['push', image], given);
  const pushed = await findDigest(repository, tag);
  if (pushed === null) throw new Error(`${image} was pushed but does not exist.`);
  return pushed;
}
