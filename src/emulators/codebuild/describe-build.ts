import { currentPhase, isComplete, logDestination } from './build-record';
import type { BuildRecord, PhaseRecord } from './build-record';

/** A build in the shape of CodeBuild's API: times are seconds since 1970. */
export function describeBuild(build: BuildRecord) {
  return {
    id: build.id,
    arn: build.arn,
    buildNumber: build.number,
    projectName: build.projectName,
    buildStatus: build.status,
    buildComplete: isComplete(build),
    currentPhase: currentPhase(build),
    startTime: build.startedAt / 1000,
    ...(build.endedAt === undefined ? {} : { endTime: build.endedAt / 1000 }),
    phases: build.phases.map(describePhase),
    timeoutInMinutes: build.timeoutInMinutes,
    queuedTimeoutInMinutes: 480,
    initiator: 'leasehold',
    encryptionKey: '',
    source: build.source ?? { type: 'NO_SOURCE' },
    ...(build.sourceVersion !== undefined && { sourceVersion: build.sourceVersion }),
    ...(build.resolvedSourceVersion !== undefined && { resolvedSourceVersion: build.resolvedSourceVersion }),
    exportedEnvironmentVariables: build.exportedVariables,
    artifacts: { location: '' },
    cache: { type: 'NO_CACHE' },
    environment: {
      type: 'LINUX_CONTAINER',
      image: 'leasehold/local',
      computeType: 'BUILD_GENERAL1_SMALL',
      privilegedMode: build.privilegedMode,
      environmentVariables: build.environment,
    },
    logs: logDestination(build),
  };
}

function describePhase(phase: PhaseRecord) {
  const { type, startedAt, endedAt, status, message } = phase;
  if (endedAt === undefined) return { phaseType: type, startTime: startedAt / 1000 };
  return {
    phaseType: type,
    phaseStatus: status,
    startTime: startedAt / 1000,
    endTime: endedAt / 1000,
    durationInSeconds: Math.round((endedAt - startedAt) / 1000),
    contexts: [{ statusCode: status === 'FAILED' ? 'COMMAND_EXECUTION_ERROR' : '', message: message ?? '' }],
  };
}
