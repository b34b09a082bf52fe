import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { Alarms } from '../constructs/watch/alarms';
import { ControlFunctions } from '../constructs/functions/control-functions';
import { MinuteSchedule } from '../constructs/functions/minute-schedule';
import { Dashboard } from '../constructs/watch/dashboard';
import { createDeadLetters } from '../constructs/watch/dead-letters';
import { Notifications } from '../constructs/watch/notifications';
import { PublicApi } from '../constructs/functions/public-api';
import { RunnerProjects } from '../constructs/runs/runner-projects';
import { SettleRules } from '../constructs/functions/settle-rules';
import type { People } from '../constructs/hub/user-pool';
import type { Watched } from '../constructs/watch/watched';
import { Workflows } from '../constructs/runs/workflows';
import { type DeployConfig, roleArnOf } from '../config/schema';
import type { Capacity } from '../../src/plane/capacity';
import { functions as planeFunctions } from '../../src/plane/functions';
import { buildVariables } from '../../src/plane/variables';
import { moveStack, rulesOf } from '../../src/plane/rules';
import { controlEnvironment, issuersEnvironment, noticesEnvironment, settingsOf } from '../environment';
import { arnsOf } from '../place';
import { documentOf } from '../settings';
import { type Arns, nameIn } from '../../src/plane/names';

/** The configuration of the stage, and the people of its stateful stack. */
export interface ControlPlaneProps extends StackProps {
  config: DeployConfig;
  /** How much of the account the plane may take. */
  capacity: Capacity;
  people: People;
  /** Of the builds, where the stage bakes its own. */
  image?: string | undefined;
}

/** Everything that works and holds nothing: it may be deleted and made again at any time. */
export class ControlPlaneStack extends Stack {
  private readonly stage: string;
  private readonly arns: Arns;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ControlPlaneProps,
  ) {
    super(scope, id, props);
    this.stage = props.config.stage;
    this.arns = arnsOf(this, props.config);
    const deadLetters = this.createQueues();
    const functions = this.createFunctions(byName(deadLetters));
    const api = new PublicApi(this, 'Api', {
      stage: this.stage,
      handler: functions.api,
      authorizer: functions.authorizer,
      domain: props.config.domain,
    });
    this.createProjects();
    const { machines } = new Workflows(this, 'Workflows', { stage: this.stage, arns: this.arns });
    this.connect(functions, deadLetters);
    this.watch({ api, functions, deadLetters, machines });
    new CfnOutput(this, 'Url', { value: api.url });
  }

  private createQueues(): Queues {
    const queue = (name: string) => createDeadLetters(this, name, nameIn(this.stage, name));
    return {
      sweep: queue('sweep-dead-letters'),
      settle: queue('settle-dead-letters'),
      notices: queue('notices-dead-letters'),
    };
  }

  private createFunctions(queues: ReturnType<typeof byName>): ControlFunctions {
    const { config, capacity, people } = this.props;
    return new ControlFunctions(this, 'Functions', {
      stage: this.stage,
      arns: this.arns,
      environment: controlEnvironment(this, { config, people }),
      issuers: issuersEnvironment(this, { people, config }),
      imageRepositories: config.imageRepositories,
      reserves: capacity.reserves,
      queues,
    });
  }

  private createProjects(): void {
    const { config, capacity, image } = this.props;
    new RunnerProjects(this, 'Projects', {
      stage: this.stage,
      arns: this.arns,
      environment: buildVariables(settingsOf(this, config), documentOf(config)),
      targetRoles: config.targets.map(roleArnOf),
      imageRepositories: config.imageRepositories,
      concurrentRuns: capacity.concurrentRuns,
      image,
    });
  }

  private connect(functions: ControlFunctions, deadLetters: Queues): void {
    const { stage, arns } = this;
    const { sweep, settleRule, settleImageRule } = functions;
    new MinuteSchedule(this, 'SweepSchedule', {
      stage,
      arns,
      name: 'sweep',
      sid: 'Sweep',
      fn: planeFunctions.sweep,
      target: sweep,
      deadLetters: deadLetters.sweep,
    });
    new SettleRules(this, 'SettleRules', {
      stage,
      rules: rulesOf({
        nameOf: (what) => nameIn(stage, what),
        machineArns: arns.machines,
        imageProjects: this.props.config.imageRepositories.map(({ project }) => project),
      }),
      functions: { settleRule, settleImageRule },
      deadLetters: deadLetters.settle,
    });
  }

  /** Stacks hear of their components by the plane's own bus. */
  private moveStacks(
    { moveStack: fn }: ControlFunctions,
    { bus, deadLetters }: { bus: EventBus; deadLetters: Queues },
  ): void {
    new SettleRules(this, 'StackRules', {
      stage: this.stage,
      rules: [moveStack],
      functions: { moveStack: fn },
      deadLetters: deadLetters.settle,
      ownBus: bus,
    });
  }

  private notify(api: PublicApi, deadLetters: Queues): Notifications {
    const { config, capacity } = this.props;
    return new Notifications(this, 'Notifications', {
      stage: this.stage,
      arns: this.arns,
      environment: noticesEnvironment(this, { config, url: api.url }),
      reserves: capacity.reserves,
      notifications: config.notifications,
      queues: byName(deadLetters),
    });
  }

  private watch({ api, functions, deadLetters, machines }: Parts): void {
    const { stage } = this;
    const { runbook = 'docs/runbook.md', alarms: thresholds } = this.props.config;
    const { topic, bus, function: tellPeople } = this.notify(api, deadLetters);
    this.moveStacks(functions, { bus, deadLetters });
    const watched: Watched = {
      stage,
      api: { apiId: api.api.apiId },
      table: { tableName: nameIn(stage, 'registry') },
      functions: {
        Api: functions.api,
        Authorizer: functions.authorizer,
        Sweep: functions.sweep,
        SettleTask: functions.settleTask,
        SettleRule: functions.settleRule,
        MoveStack: functions.moveStack,
        TellPeople: tellPeople,
        ...(functions.settleImageRule && { SettleImageRule: functions.settleImageRule }),
      },
      deadLetters: { Sweep: deadLetters.sweep, SettleRule: deadLetters.settle, Notices: deadLetters.notices },
      stateMachines: {
        Provision: machines['provision-environment'],
        ApplyPlan: machines['apply-plan'],
        Destroy: machines['destroy-environment'],
      },
    };
    const alarms = new Alarms(this, 'Alarms', { ...watched, topic, runbook, thresholds });
    new Dashboard(this, 'Dashboard', {
      ...watched,
      name: this.arns.accountName('overview'),
      alarms: alarms.all,
    });
  }
}

type Queues = Record<'sweep' | 'settle' | 'notices', IQueue>;

/** The queues as the functions name them. */
function byName({ sweep, settle, notices }: Queues) {
  return { 'sweep-dead-letters': sweep, 'settle-dead-letters': settle, 'notices-dead-letters': notices };
}

interface Parts {
  api: PublicApi;
  functions: ControlFunctions;
  deadLetters: Queues;
  machines: Workflows['machines'];
}
