/** Where Terraform's S3 backend keeps a state, and the table that it locks it by, where it does. */
export interface S3Place {
  bucket: string;
  key: string;
  region?: string | undefined;
  lockTable?: string | undefined;
}

/** A Terraform state where its owner keeps it; each throws a CliError that says what to do. */
export interface OldState {
  read: () => Promise<Uint8Array>;
  /** Where is written that it was adopted. */
  markPlace: string;
  isMarked: () => Promise<boolean>;
  mark: (text: string) => Promise<void>;
  /** Does `work` while nobody else may change the state: by the lock that Terraform takes, or where none can be had, refused while one is there. */
  hold: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

/** Who asks for a lock, as whoever finds it is told. */
export interface Holder {
  who: string;
  version: string;
  at: string;
}

/** What Terraform writes into a lock of a state. */
export interface LockInfo {
  ID: string;
  Operation: string;
  Info: string;
  Who: string;
  Version: string;
  Created: string;
  Path: string;
}
