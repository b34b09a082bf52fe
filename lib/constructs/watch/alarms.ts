import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { AlarmThresholds } from '../../config/schema';
import { nameIn } from '../../../src/plane/names';
import { type AlarmRow, alarmRows } from './alarm-table';
import type { Watched } from './watched';

/** What is watched, who is notified, and where docs/runbook.md can be read (a URL, or its path). */
export interface AlarmsProps extends Watched {
  topic: ITopic;
  runbook: string;
  thresholds: AlarmThresholds;
}

/** Every alarm of a stage; each says what it means, names its section of the runbook, and notifies again when it is over. */
export class Alarms extends Construct {
  readonly all: Alarm[];

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.all = alarmRows(props, props.thresholds).map((row) => this.alarmOf(row, props));
  }

  private alarmOf(row: AlarmRow, { stage, topic, runbook }: AlarmsProps): Alarm {
    const alarm = new Alarm(this, row.id, {
      alarmName: nameIn(stage, row.id),
      alarmDescription: `${row.means} Runbook: ${runbook}#${row.section}`,
      metric: row.metric,
      threshold: row.threshold,
      comparisonOperator: row.comparison,
      evaluationPeriods: row.periods,
      treatMissingData: row.missing,
    });
    const tell = new SnsAction(topic);
    alarm.addAlarmAction(tell);
    alarm.addOkAction(tell);
    return alarm;
  }
}
