import type { PublishingRules } from '../../domain/template/publishing';
import type { Manifest } from '../../domain/template/template';
import type { VersionSource } from '../../domain/template/version-source';
import type { WholeModule } from '../../domain/template/template-file';

/** What is done to templates in folders of this machine, for which the CLI needs more than the API. */
export interface Workshop {
  /** Writes the `template.yaml` and the lock file of a folder; editors find the schema of the file at `schema`. */
  init: (folder: string, module: WholeModule | undefined, schema?: string) => Promise<Written>;
  /** Merges what `init` would write now into the `template.yaml` of a folder. */
  update: (
    folder: string,
    module: WholeModule | undefined,
    schema?: string,
  ) => Promise<{ file: string; isChanged: boolean; conflicts: number }>;
  /** Packs a folder as the version of a template of a team; `isFixed` where nothing may be written into it. */
  pack: (
    folder: string,
    team: string,
    rules: PublishingRules & { isFixed?: boolean },
  ) => Promise<Packed & { name: string }>;
  /** Reads a folder of a repository as a ref of it has it. */
  readCommit: (source: GitSource) => Promise<ReadCommit>;
}

/** A repository, by its address or its folder, a ref of it, and a folder in it. */
export interface GitSource {
  repository: string;
  ref: string | undefined;
  path: string | undefined;
}

/** A folder as a commit has it, until it is disposed of. */
export interface ReadCommit {
  folder: string;
  source: VersionSource;
  dispose: () => Promise<void>;
}

/** What was written into a folder. */
export interface Written {
  name: string;
  files: string[];
  inputs: { required: number; optional: number };
  lock: { platforms: string[]; missing: { platform: string; reason: string }[] } | undefined;
}

/** A bundle that may be published, and what its publisher should know; or every reason why it may not be. */
export type Packed = { bundle: PackedTemplateBundle; notes: string[] } | { reasons: string[] };

/** The bytes of a bundle and what is known of them. */
export interface PackedTemplateBundle {
  version: string;
  /** Its digest. */
  bundle: string;
  types?: string[] | undefined;
  manifest: Manifest;
  zip: Uint8Array;
}

/** The templates of a folder as they would be published, and why some would not be. */
export interface FolderOfTemplates {
  templates: Pick<PackedTemplateBundle & { name: string }, 'name' | 'version' | 'bundle' | 'manifest'>[];
  refused: { name: string; reasons: string[] }[];
}

/** A file as a commit has it; without bytes where it is no plain file, such as a link. */
export interface CommittedFile {
  path: string;
  bytes: Uint8Array | undefined;
}

/** Files of a folder as a commit has them. */
export interface FilesOfCommit {
  /** The id of the commit. */
  commit: string;
  files: CommittedFile[];
}
