/** A CodeBuild project: what `lib/` deploys on AWS. The time-out may be a fraction of a minute. */
export interface CodeBuildProject {
  name: string;
  buildspec: string;
  environment: Readonly<Record<string, string>>;
  timeoutInMinutes: number;
  /** What git clones before a build; a project without one has an empty folder. */
  source?: { type: 'GITHUB'; location: string };
  /** Whether its builds use docker. */
  privilegedMode?: boolean;
  concurrentBuildLimit?: number;
  /** The log group of its builds; one that AWS names after the project if absent. */
  logGroup?: string;
}
