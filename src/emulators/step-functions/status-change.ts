import type { EventInput } from '../events/event';
import type { Execution } from './execution';

/** EventBridge leaves input and output out when they would make the event too large. */
const maxDataBytes = 248 * 1024;

/** The event that AWS sends when an execution starts or ends, with the status it has now. */
export function toStatusChange(execution: Execution): EventInput {
  const { arn, name, machine, status, startDate, stopDate, failure } = execution;
  return {
    source: 'aws.states',
    detailType: 'Step Functions Execution Status Change',
    resources: [arn],
    detail: {
      executionArn: arn,
      stateMachineArn: machine.arn,
      name,
      status,
      startDate: startDate.getTime(),
      stopDate: stopDate?.getTime() ?? null,
      ...showData(execution),
      stateMachineVersionArn: null,
      stateMachineAliasArn: null,
      redriveCount: 0,
      redriveDate: null,
      redriveStatus: status === 'RUNNING' || status === 'SUCCEEDED' ? 'NOT_REDRIVABLE' : 'REDRIVABLE',
      error: failure?.error || null,
      cause: failure?.message || null,
    },
  };
}

function showData({ input, output }: Execution) {
  const outputBytes = Buffer.byteLength(JSON.stringify(output ?? ''));
  const inputFits = Buffer.byteLength(JSON.stringify(input)) + outputBytes <= maxDataBytes;
  const outputFits = outputBytes <= maxDataBytes;
  return {
    input: inputFits ? input : null,
    inputDetails: { included: inputFits },
    output: outputFits ? (output ?? null) : null,
    outputDetails: output === undefined ? null : { included: outputFits },
  };
}
