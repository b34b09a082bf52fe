import type { MapNode } from '../node';
import type { StackProblem } from '../place';
import type { ListStrategy } from './merge-values';

/** What `atmos.yaml` says of the repository, with Atmos's defaults. */
export interface AtmosConfig {
  /** The folder of the manifests, from the root of the repository. */
  stacksPath: string;
  componentsPath: string;
  included: readonly string[];
  excluded: readonly string[];
  namePattern: string | undefined;
  nameTemplate: string | undefined;
  lists: ListStrategy;
  /** Whether Go templates are rendered in manifests that are given no context. */
  templates: boolean;
}

/** A repository of Atmos, as far as it is read. */
export interface AtmosRepository {
  config: AtmosConfig;
  /** The manifests by their paths from the folder of the stacks. */
  files: ReadonlyMap<string, string>;
  /** Reads a manifest; `file` is its path from the root of the repository. */
  parse: (file: string, text: string) => MapNode | StackProblem;
  /** What the configuration of Atmos would read from elsewhere. */
  unread: readonly Finding[];
}

/** Something that whoever imports should know, of one kind, where it stands in Atmos's files. */
export interface Finding extends StackProblem {
  kind: FindingKind;
}

/** What is listed, and how it is called. */
export const findingKinds = {
  unread: 'Could not be read',
  'cannot-plan': 'Components that cannot plan',
  literal: 'Literals that were meant as references',
  undeclared: 'Variables that the component does not declare',
  sensitive: 'Sensitive values, which are not written',
  template: 'Templates and functions that were not resolved',
  renamed: 'Names that are not allowed here',
  lost: 'What has no counterpart here',
} as const;
export type FindingKind = keyof typeof findingKinds;
