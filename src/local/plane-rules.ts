import { toldToPeople } from '../domain/environment/notices';
import type { EventRule } from '../emulators/events/start-events';
import { type Functions, invoke } from './functions';
import { eventBus } from './hub';
import { projects } from './runner-projects';

const ended = ['SUCCEEDED', 'FAILED', 'FAULT', 'STOPPED', 'TIMED_OUT'];

/** The rules of the plane: ended builds and executions settle their runs, and people are told what they must know. */
export function planeRules(
  functions: () => Functions | undefined,
  { images, notice }: { images: string[]; notice: (line: string) => void },
): EventRule[] {
  const by = (name: 'settleRule' | 'settleImageRule') => async (event: unknown) => {
    const started = functions();
    if (started) await invoke(started[name], event);
  };
  const settle = by('settleRule');
  return [
    {
      name: 'settle-run-on-build-change',
      pattern: {
        source: ['aws.codebuild'],
        'detail-type': ['CodeBuild Build State Change'],
        detail: { 'project-name': Object.values(projects), 'build-status': ended },
      },
      target: settle,
    },
    ...(images.length === 0 ? [] : [imageRule(images, by('settleImageRule'))]),
    {
      name: 'settle-run-on-execution-change',
      pattern: {
        source: ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        detail: { status: ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] },
      },
      target: settle,
    },
    {
      name: 'tell-people',
      eventBusName: eventBus,
      pattern: { source: ['leasehold'], 'detail-type': toldToPeople },
      target: (event) => {
        notice(describe(event['detail-type'], event.detail));
        return Promise.resolve();
      },
    },
  ];
}

function imageRule(projectNames: string[], target: EventRule['target']): EventRule {
  return {
    name: 'settle-image-build-on-build-change',
    pattern: {
      source: ['aws.codebuild'],
      'detail-type': ['CodeBuild Build State Change'],
      detail: { 'project-name': projectNames, 'build-status': ended },
    },
    target,
  };
}

function describe(type: string, detail: unknown): string {
  const { environment, item, data } = detail as {
    environment?: string;
    item?: string;
    data?: { reason?: unknown };
  };
  const reason = typeof data?.reason === 'string' ? `: ${data.reason}` : '';
  return `${environment ?? item ?? ''} ${type}${reason}`;
}
