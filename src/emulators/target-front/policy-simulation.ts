import { type IAMClient, NoSuchEntityException } from '@aws-sdk/client-iam';
import { AwsFault } from '../aws-json';
import { faultReply, type IamReply, simulationReply } from '../iam/iam-reply';
import { readRolePolicies } from '../iam/role-policies';
import { type ReadPolicies, simulatePrincipalPolicy } from '../iam/simulate-principal-policy';
import { serviceOf } from '../front/call';
import type { Correction } from './correction';

/** Handles `iam:SimulatePrincipalPolicy`, the one call that no emulator knows. */
export function policySimulation(iam: IAMClient): Correction {
  const readPolicies = oneReadingAtATime((role) => readRolePolicies(iam, role));
  return {
    concerns: (head) => serviceOf(head) === 'iam',
    correct: async (call, forward) => {
      const form = new URLSearchParams(call.body.toString('utf8'));
      if (form.get('Action') !== 'SimulatePrincipalPolicy') return forward(call);
      const { status, xml } = await simulate(readPolicies, form);
      return { status, headers: { 'content-type': 'text/xml' }, body: Buffer.from(xml) };
    },
  };
}

async function simulate(readPolicies: ReadPolicies, form: URLSearchParams): Promise<IamReply> {
  try {
    return simulationReply(await simulatePrincipalPolicy(form, readPolicies));
  } catch (error) {
    const missing = error instanceof NoSuchEntityException;
    return faultReply(missing ? new AwsFault('NoSuchEntity', error.message, 404) : error);
  }
}

/** A run asks about all its objects at once: what is being read already is not read again for each of them. */
function oneReadingAtATime(read: ReadPolicies): ReadPolicies {
  const underWay = new Map<string, ReturnType<ReadPolicies>>();
  return (role) => {
    const reading = underWay.get(role) ?? read(role).finally(() => underWay.delete(role));
    underWay.set(role, reading);
    return reading;
  };
}
