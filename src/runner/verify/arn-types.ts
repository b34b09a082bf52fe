import type { Arn } from '../../domain/resources/arn';
import type { ArnForm } from '../../domain/resources/arn-form';
import { factsOf, recordedTypes } from '../../domain/resources/types';

/** A Terraform resource that an ARN may stand for, with the attributes by which the provider can read it. */
export interface Candidate {
  type: string;
  attributes: Record<string, string>;
}

const forms = new Map<string, { type: string; form: ArnForm }[]>();
for (const type of recordedTypes) {
  const form = factsOf(type)?.arn;
  if (form === undefined || typeof form === 'string') continue;
  forms.set(form.service, [...(forms.get(form.service) ?? []), { type, form }]);
}

/** What an ARN may be in Terraform; empty when no type has such an ARN. `endpoint` is an emulator's address. */
export function candidatesOf(arn: Arn, endpoint?: string): Candidate[] {
  return (forms.get(arn.service) ?? []).flatMap(({ type, form }) => {
    const match = form.resource.exec(arn.resource);
    return match ? [{ type, attributes: form.attributes({ arn, groups: match.slice(1), endpoint }) }] : [];
  });
}
