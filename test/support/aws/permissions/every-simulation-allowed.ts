import type { HubAnswer } from '../../../faults/lab/hub-tap';

/** The reply of an IAM that allows everything, which is as if nobody had asked. */
export function everySimulationAllowed(fields: URLSearchParams): HubAnswer {
  const names = [...fields].filter(([key]) => key.startsWith('ActionNames.member.')).map(([, name]) => name);
  const results = names.map(
    (name) => `<member><EvalActionName>${name}</EvalActionName><EvalDecision>allowed</EvalDecision></member>`,
  );
  const result = `<IsTruncated>false</IsTruncated><EvaluationResults>${results.join('')}</EvaluationResults>`;
  const xml = `<SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult>${result}</SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>`;
  return { status: 200, headers: { 'content-type': 'text/xml' }, body: Buffer.from(xml) };
}
