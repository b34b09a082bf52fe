import { randomUUID } from 'node:crypto';
import { AwsFault } from '../aws-json';
import type { Evaluation, Simulation } from './simulate-principal-policy';

/** A response in AWS's query protocol. */
export interface IamReply {
  status: number;
  xml: string;
}

const namespace = 'https://iam.amazonaws.com/doc/2010-05-08/';

/** A simulation as IAM writes it. */
export function simulationReply({ evaluations, marker }: Simulation): IamReply {
  const more = marker === undefined ? '' : element('Marker', marker);
  const truncated = element('IsTruncated', String(marker !== undefined));
  const results = `<EvaluationResults>${evaluations.map(member).join('')}</EvaluationResults>`;
  const result = `<SimulatePrincipalPolicyResult>${truncated}${more}${results}</SimulatePrincipalPolicyResult>`;
  const metadata = `<ResponseMetadata>${requestId()}</ResponseMetadata>`;
  return {
    status: 200,
    xml: `<SimulatePrincipalPolicyResponse xmlns="${namespace}">${result}${metadata}</SimulatePrincipalPolicyResponse>`,
  };
}

/** A refusal as IAM writes it; what nobody foresaw is a failure of the service. */
export function faultReply(error: unknown): IamReply {
  const fault =
    error instanceof AwsFault
      ? error
      : new AwsFault('PolicyEvaluation', error instanceof Error ? error.message : String(error), 500);
  const whose = element('Type', fault.status < 500 ? 'Sender' : 'Receiver');
  const words = `${whose}${element('Code', fault.type)}${element('Message', fault.message)}`;
  const xml = `<ErrorResponse xmlns="${namespace}"><Error>${words}</Error>${requestId()}</ErrorResponse>`;
  return { status: fault.status, xml };
}

function member({ action, resource, decision }: Evaluation): string {
  const words = [
    element('EvalActionName', action),
    element('EvalResourceName', resource),
    element('EvalDecision', decision),
  ];
  return `<member>${words.join('')}</member>`;
}

function requestId(): string {
  return element('RequestId', randomUUID());
}

function element(name: string, text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<${name}>${escaped}</${name}>`;
}
