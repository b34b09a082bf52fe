/** Types of the events that people are notified of, wherever the control plane runs. */
export const toldToPeople = [
  'EnvironmentStuck',
  'EnvironmentFailed',
  'LeaseEndsSoon',
  'LeaseExpired',
  'BudgetThresholdReached',
  'WakeWaitsForQuota',
  'RunWaitsLong',
  'DriftFound',
  'DriftGone',
  'CertificateEndsSoon',
  'PlanAwaitsApproval',
  'EnvironmentDestroyed',
  'SweepFailing',
];
