import { RemovalPolicy } from 'aws-cdk-lib';

/**
 * What AWS refuses to delete: with `on`, table and pool themselves. A stage's first creation has it `off`, as AWS could not
 * take back what it made where the creation fails half-way, and no second one could succeed.
 */
export type Protection = 'on' | 'off';

/** Of which stage the kept things are, and whether AWS refuses to delete them. */
export interface KeptProps {
  stage: string;
  protection: Protection;
}

/** Stays when its stack goes or no longer names it; goes only where the creation that made it fails. */
export const kept = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
