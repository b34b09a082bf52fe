import { randomUUID } from 'node:crypto';
import { currentPhase, isComplete, logDestination } from './build-record';
import type { BuildRecord, PhaseRecord } from './build-record';

/** CodeBuild's EventBridge event about a build that started or ended. */
export type BuildStateChangeEvent = ReturnType<typeof describeStateChange>;

/**
 * The event as EventBridge delivers it.
 * Source: docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications.html.
 */
export function describeStateChange(build: BuildRecord) {
  const [, , , region = '', account = ''] = build.arn.split(':');
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'CodeBuild Build State Change' as const,
    source: 'aws.codebuild' as const,
    account,
    time: `${new Date(build.endedAt ?? build.startedAt).toISOString().slice(0, 19)}Z`,
    region,
    resources: [build.arn],
    detail: {
      'build-status': build.status,
      'project-name': build.projectName,
      'build-id': build.arn,
      'additional-information': describeDetails(build),
      'current-phase': currentPhase(build),
      'current-phase-context': '[]',
      version: '1',
    },
  };
}

function describeDetails(build: BuildRecord) {
  const { groupName, streamName } = logDestination(build);
  return {
    cache: { type: 'NO_CACHE' },
    'build-number': build.number,
    'timeout-in-minutes': build.timeoutInMinutes,
    'build-complete': isComplete(build),
    initiator: 'leasehold',
    'build-start-time': formatTime(build.startedAt),
    source: build.source ?? { type: 'NO_SOURCE' },
    artifact: { location: '' },
    environment: {
      image: 'leasehold/local',
      'privileged-mode': build.privilegedMode,
      'compute-type': 'BUILD_GENERAL1_SMALL',
      type: 'LINUX_CONTAINER',
      'environment-variables': build.environment,
    },
    logs: { 'group-name': groupName, 'stream-name': streamName },
    phases: build.phases.map(describePhase),
    'queued-timeout-in-minutes': 480,
  };
}

function describePhase({ type, startedAt, endedAt, status, message }: PhaseRecord) {
  const started = { 'phase-type': type, 'start-time': formatTime(startedAt) };
  if (endedAt === undefined) return started;
  return {
    ...started,
    'end-time': formatTime(endedAt),
    'duration-in-seconds': Math.round((endedAt - startedAt) / 1000),
    'phase-status': status,
    'phase-context': message ? [message] : [],
  };
}

/** AWS's own form: `Sep 1, 2017 4:12:29 PM`. */
function formatTime(time: number): string {
  const format = { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' } as const;
  return new Date(time)
    .toLocaleString('en-US', format)
    .replace(/(\d{4}), /, '$1 ')
    .replaceAll('\u202f', ' ');
}
