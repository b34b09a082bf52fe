import type { ApprovalRule } from './template';

/** The rule of two by which more plans need approval. */
export function strictest(one: ApprovalRule, other: ApprovalRule): ApprovalRule {
  if (one === 'always' || other === 'auto') return one;
  if (other === 'always' || one === 'auto') return other;
  return one.above < other.above ? one : other;
}
