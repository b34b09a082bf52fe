import { randomUUID } from 'node:crypto';
import { AwsFault } from '../aws-json';
import type { Evaluation, ResourceEvaluation, Simulation } from './simulate-principal-policy';

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

function member({ action, decision, organization, resources }: Evaluation): string {
  const one = resources.length === 1 ? resources[0] : undefined;
  return elementOf('member', [
    element('EvalActionName', action),
    element('EvalResourceName', one?.resource ?? '*'),
    element('EvalDecision', decision),
    detail('OrganizationsDecisionDetail', 'AllowedByOrganizations', organization),
    detail('PermissionsBoundaryDecisionDetail', 'AllowedByPermissionsBoundary', one?.boundary),
    elementOf('ResourceSpecificResults', one?.resource === '*' ? [] : resources.map(specific)),
  ]);
}

/** Of several resources IAM says so for each. */
function specific({ resource, decision, boundary }: ResourceEvaluation): string {
  return elementOf('member', [
    element('EvalResourceName', resource),
    element('EvalResourceDecision', decision),
    detail('PermissionsBoundaryDecisionDetail', 'AllowedByPermissionsBoundary', boundary),
  ]);
}

/** IAM leaves out what does not concern the identity or its account. */
function detail(name: string, member: string, allows: boolean | undefined): string {
  return allows === undefined ? '' : elementOf(name, [element(member, String(allows))]);
}

function requestId(): string {
  return element('RequestId', randomUUID());
}

function elementOf(name: string, inner: string[]): string {
  return `<${name}>${inner.join('')}</${name}>`;
}

function element(name: string, text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<${name}>${escaped}</${name}>`;
}
