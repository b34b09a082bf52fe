/** The projects whose builds are runs: one for provisions and one for destroys, so that neither starves the other. */
export const runnerProjects = ['provision', 'destroy'] as const;

/** Above the runner's deadline (50 minutes), its grace (2) and the time to record an outcome. */
export const runTimeoutMinutes = 60;

/** The user, by number, whom Terraform runs as in a build; terraform/runner-image has one of this number. */
export const terraformUser = 10_001;

/** The Terraform that these builds bring; the buildspec has its checksums. */
export const terraformVersion = '1.11.4';

/** The buildspec of these projects, from the checkout's root. */
export const runnerBuildspec = 'terraform/buildspec.yml';
