/** What a copy is of; it is part of its seal. */
export interface SealedOf {
  life: string;
  run: string;
}

/** An ejected environment that was opened. */
export interface OpenedRoot {
  template: string;
  version: string;
  engine: { name: string; version: string };
  region: string;
  /** The folder of the root module, below the one that is written. */
  root: string;
  /** Whether it calls modules from elsewhere, which lie beside it. */
  hasModules: boolean;
  /** Writes it into a folder, with a backend as Terraform's JSON has it, and with comments above values, by the names of their variables. */
  write: (
    folder: string,
    beside: { backend: Record<string, unknown>; comments: Readonly<Record<string, string>> },
  ) => Promise<void>;
}

/** A public key for one copy, as text, and what opens that copy with the private one; throws where it is another. */
export interface EjectKeys {
  key: string;
  open: (sealed: Uint8Array, of: SealedOf) => OpenedRoot;
}
