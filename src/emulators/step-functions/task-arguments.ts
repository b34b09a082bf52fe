/** The service integrations that run here and the Arguments each knows, in the PascalCase of Step Functions. */
const integrations: Record<string, { required: string; allowed: string[] }> = {
  'arn:aws:states:::lambda:invoke': {
    required: 'FunctionName',
    allowed: ['ClientContext', 'FunctionName', 'InvocationType', 'LogType', 'Payload', 'Qualifier'],
  },
  'arn:aws:states:::codebuild:startBuild.sync': {
    required: 'ProjectName',
    allowed: [
      'ProjectName',
      'SecondarySourcesOverride',
      'SecondarySourcesVersionOverride',
      'SourceVersion',
      'ArtifactsOverride',
      'SecondaryArtifactsOverride',
      'EnvironmentVariablesOverride',
      'SourceTypeOverride',
      'SourceLocationOverride',
      'SourceAuthOverride',
      'GitCloneDepthOverride',
      'GitSubmodulesConfigOverride',
      'BuildspecOverride',
      'InsecureSslOverride',
      'ReportBuildStatusOverride',
      'BuildStatusConfigOverride',
      'EnvironmentTypeOverride',
      'ImageOverride',
      'ComputeTypeOverride',
      'CertificateOverride',
      'CacheOverride',
      'ServiceRoleOverride',
      'PrivilegedModeOverride',
      'TimeoutInMinutesOverride',
      'QueuedTimeoutInMinutesOverride',
      'EncryptionKeyOverride',
      'IdempotencyToken',
      'LogsConfigOverride',
      'RegistryCredentialOverride',
      'ImagePullCredentialsTypeOverride',
      'DebugSessionEnabled',
      'FleetOverride',
      'AutoRetryLimitOverride',
    ],
  },
};

/** What AWS would refuse about a Task when the machine is created: an unknown resource or argument, or a missing one. */
export function checkTaskArguments(resource: string, args: Record<string, unknown>): string[] {
  const integration = integrations[resource];
  if (!integration) return [`the resource '${resource}' is not supported by this emulator`];
  const { required, allowed } = integration;
  const unknown = Object.keys(args).filter((name) => !allowed.includes(name));
  return [
    ...unknown.map((name) => `the field '${name}' is not supported by ${resource}`),
    ...(required in args ? [] : [`${resource} needs the argument ${required}`]),
  ];
}
