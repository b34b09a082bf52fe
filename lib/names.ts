/** The physical name of a thing of a stage: two stages in one account do not collide. */
export function nameIn(stage: string, what: string): string {
  return `leasehold-${stage}-${what}`;
}
