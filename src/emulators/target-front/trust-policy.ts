import { AwsFault } from '../aws-json';
import type { TrustedPrincipals } from '../authorize/trusted-principals';
import { type Answer, type Call, type Forward, serviceOf, withText } from '../front/call';
import { faultReply } from '../iam/iam-reply';
import type { Correction } from './correction';

/** The parameter that holds a trust policy, by the call that writes one. */
const writers: Readonly<Record<string, string>> = {
  CreateRole: 'AssumeRolePolicyDocument',
  UpdateAssumeRolePolicy: 'PolicyDocument',
};

/** moto takes a trust policy whomever it names, and goes on trusting whoever has the name of a role that is gone. */
export function trustPolicy(trusted: TrustedPrincipals): Correction {
  return {
    concerns: (head) => serviceOf(head) === 'iam',
    correct: async (call, forward) => {
      const form = new URLSearchParams(call.body.toString('utf8'));
      const action = form.get('Action') ?? '';
      const role = form.get('RoleName') ?? '';
      if (action === 'GetRole') return asKept(trusted, role, await forward(call));
      const document = form.get(writers[action] ?? '');
      return document === null ? forward(call) : write(call, forward, { trusted, role, document });
    },
  };
}

async function write(
  call: Call,
  forward: Forward,
  { trusted, role, document }: { trusted: TrustedPrincipals; role: string; document: string },
): Promise<Answer> {
  try {
    const ids = await trusted.idsIn(document);
    const answer = await forward(call);
    if (answer.status < 300) trusted.keep(role, ids);
    return answer;
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    const { status, xml } = faultReply(error);
    return { status, headers: { 'content-type': 'text/xml' }, body: Buffer.from(xml) };
  }
}

/** IAM returns documents encoded as in a URL. */
async function asKept(trusted: TrustedPrincipals, role: string, answer: Answer): Promise<Answer> {
  const text = answer.body.toString('utf8');
  const [, written] = /<AssumeRolePolicyDocument>([^<]*)</.exec(text) ?? [];
  if (written === undefined) return answer;
  const kept = await trusted.asKept(role, decodeURIComponent(written));
  return kept === decodeURIComponent(written)
    ? answer
    : withText(answer, text.replace(written, encodeURIComponent(kept)));
}
