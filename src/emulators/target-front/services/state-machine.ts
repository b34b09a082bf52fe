import { withText } from '../../front/call';
import type { Correction } from '../correction';
import { jsonAnswer, jsonCorrection, took } from '../kept/routed';

/**
 * moto cannot check a definition without making a machine of it: what has a start and states is a definition here. It publishes
 * no versions of machines, so that none has any.
 */
export const stateMachine: Correction = jsonCorrection('states', {
  ListStateMachineVersions: async ({ call, forward, input }) => {
    const headers = { ...call.headers, 'x-amz-target': 'AWSStepFunctions.DescribeStateMachine' };
    const asked = JSON.stringify({ stateMachineArn: input['stateMachineArn'] });
    const machine = await forward(withText({ ...call, headers }, asked));
    return took(machine) ? jsonAnswer({ stateMachineVersions: [] }) : machine;
  },
  ValidateStateMachineDefinition: ({ input }) => {
    const fault = faultOf(String(input['definition']));
    const diagnostics =
      fault === undefined ? [] : [{ severity: 'ERROR', code: 'INVALID_JSON_DESCRIPTION', message: fault }];
    return jsonAnswer({ result: fault === undefined ? 'OK' : 'FAIL', diagnostics, truncated: false });
  },
});

function faultOf(definition: string): string | undefined {
  try {
    const read: unknown = JSON.parse(definition);
    const isMachine = typeof read === 'object' && read !== null && 'StartAt' in read && 'States' in read;
    return isMachine ? undefined : "The definition needs 'StartAt' and 'States'.";
  } catch (error) {
    return String(error);
  }
}
