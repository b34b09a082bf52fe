import type { EventType } from '../domain/environment/events';
import { toldToPeople } from '../domain/environment/notices';
import { deliveryWanted } from '../domain/notice/notice';
import type { FunctionId } from './functions';
import { runnerProjects } from './projects';
import { sizeInJson, splitBySize } from './split';

/** What an event must have: for each field, the values that are looked for; in a wildcard, `*` is any text. */
export interface RulePattern {
  source: string[];
  'detail-type': string[];
  detail?: Record<string, (string | { wildcard: string })[]>;
}

/** A rule: which events go to whom. It is one of the default bus, where AWS publishes, or of the plane's own. */
export interface PlaneRule {
  name: string;
  bus: 'default' | 'own';
  pattern: RulePattern;
  target: FunctionId;
}

/** What the patterns name: how things are called, the ARNs of the machines, and the projects that build images. */
export interface RuleNames {
  nameOf: (what: string) => string;
  machineArns: string[];
  imageProjects: string[];
}

const buildEnds = ['SUCCEEDED', 'FAILED', 'FAULT', 'STOPPED', 'TIMED_OUT'];
const executionEnds = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'];

/** Ended builds and executions settle their run, even when its workflow died, builds of images themselves; and people are notified. */
export function rulesOf({ nameOf, machineArns, imageProjects }: RuleNames): PlaneRule[] {
  const settle: PlaneRule[] = [
    {
      name: 'settle-run-on-build-change',
      bus: 'default',
      pattern: buildsThatEnd(runnerProjects.map(nameOf)),
      target: 'settleRule',
    },
    {
      name: 'settle-run-on-execution-change',
      bus: 'default',
      pattern: {
        source: ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        detail: { stateMachineArn: machineArns, status: executionEnds },
      },
      target: 'settleRule',
    },
  ];
  return [...settle, ...imageRules(imageProjects), moveStack, tellPeople];
}

function buildsThatEnd(projects: string[]): RulePattern {
  return {
    source: ['aws.codebuild'],
    'detail-type': ['CodeBuild Build State Change'],
    detail: { 'project-name': projects, 'build-status': buildEnds },
  };
}

/** EventBridge takes 2,048 characters of a pattern; what stands around the projects' names is among them. */
const namesInPattern = 1_700;

/** A rule for the projects that build images, or as many as it takes for their names. */
function imageRules(projects: string[]): PlaneRule[] {
  return splitBySize(projects, namesInPattern, sizeInJson).map((part, index) => {
    const name = `settle-image-build-on-build-change${index === 0 ? '' : `-${index + 1}`}`;
    return { name, bus: 'default', pattern: buildsThatEnd(part), target: 'settleImageRule' };
  });
}

/** What a stack waits for: components are environments, and no other has a dot in its name. */
export const moveStack: PlaneRule = {
  name: 'move-stack',
  bus: 'own',
  pattern: {
    source: ['leasehold'],
    'detail-type': [
      'EnvironmentReady',
      'EnvironmentFailed',
      'EnvironmentStuck',
      'EnvironmentDestroyed',
      'EnvironmentForgotten',
      'PlanAwaitsApproval',
      'PlanExpired',
      'RunApplying',
      'RunSucceeded',
      'RunFailed',
      'RunCancelled',
    ] satisfies EventType[],
    detail: { environment: [{ wildcard: '*.*' }] },
  },
  target: 'moveStack',
};

/** Whatever people must know, runs that failed and left what they were to change as it was, and deliveries wanted now. */
export const tellPeople: PlaneRule = {
  name: 'tell-people',
  bus: 'own',
  pattern: { source: ['leasehold'], 'detail-type': [...toldToPeople, 'RunFailed', deliveryWanted] },
  target: 'tellPeople',
};
