import type { ApprovalRule } from '../../domain/template/template';

/** When a plan needs a person's yes, in a few words. */
export function describeApproval(rule: ApprovalRule): string {
  return typeof rule === 'object' ? `above $${rule.above} a month` : rule;
}
