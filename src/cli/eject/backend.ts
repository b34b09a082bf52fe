import { usage } from '../../client/errors';

/** The flags that say where the state is kept from then on. */
export interface BackendOptions {
  backend?: string;
  bucket?: string;
  keyPrefix?: string;
  backendRegion?: string;
  lockTable?: string;
}

/** Where states are kept from then on: beside their roots, or in a bucket, each under a key of its own. */
export type Backend =
  | { kind: 'local' }
  | { kind: 's3'; bucket: string; prefix: string; region: string | undefined; lockTable: string | undefined };

/** The backend that the flags choose: files, unless they say otherwise. */
export function backendOf(options: BackendOptions): Backend {
  const { backend = 'local', bucket, keyPrefix, backendRegion: region, lockTable } = options;
  if (backend === 'local') {
    if ([bucket, keyPrefix, region, lockTable].every((one) => one === undefined)) return { kind: 'local' };
    throw usage('--bucket, --key-prefix, --backend-region and --lock-table need --backend s3.');
  }
  if (backend !== 's3') throw usage(`--backend ${backend}: only local and s3 are written.`);
  if (bucket === undefined) throw usage('--backend s3 needs --bucket.');
  const prefix = (keyPrefix ?? '').replace(/^\/+|\/+$/g, '');
  return { kind: 's3', bucket, prefix, region, lockTable };
}

/** The override that a root of this name has for it, in which what a template says of a backend does not count. */
export function backendFile(backend: Backend, name: string, home: string): Record<string, unknown> {
  if (backend.kind === 'local') return { terraform: { backend: { local: {} } } };
  const { bucket, prefix, region = home, lockTable } = backend;
  const key = [prefix, name, 'terraform.tfstate'].filter((part) => part !== '').join('/');
  const lock = lockTable === undefined ? { use_lockfile: true } : { dynamodb_table: lockTable };
  return { terraform: { backend: { s3: { bucket, key, region, encrypt: true, ...lock } } } };
}

/** What is typed in each root; a state beside it is moved to where the backend keeps it. */
export function initWords(backend: Backend): string {
  return backend.kind === 'local' ? 'terraform init' : 'terraform init -migrate-state -force-copy';
}
