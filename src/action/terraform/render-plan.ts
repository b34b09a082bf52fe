import { block, code } from '../../client/text/foreign-text';
import type { PlanReport } from './plan-report';

/** A plan, or why there is none, as Markdown in which no text of others can become anything but text. */
export function renderPlan(report: PlanReport): string {
  const { text, tree } = report;
  return [
    `### ${headline(report)}`,
    ...(tree === null ? [] : ['', whatFollows(tree)]),
    '',
    fold(text),
    '',
  ].join('\n');
}

/** How the comment begins that belongs to this folder, or that there is nothing to tell of it. */
export function headline({ folder, counts, failed }: PlanReport): string {
  if (failed !== null) return `No plan for ${code(folder)}: ${code(failed)} failed`;
  const { add = 0, change = 0, destroy = 0 } = counts ?? {};
  const sum =
    add + change + destroy === 0
      ? 'no resource changes'
      : `${add} to add, ${change} to change, ${destroy} to destroy`;
  return `Plan for ${code(folder)}: ${sum}`;
}

function whatFollows(tree: string): string {
  return `When this is merged, exactly this plan is applied. If the files (tree ${code(tree.slice(0, 12))}), the state or the account have changed by then, nothing is applied.`;
}

/** A block is closed by an empty line before and behind, or GitHub takes its lines for HTML. */
function fold(text: string): string {
  return ["<details><summary>Terraform's plan</summary>", '', block(text), '', '</details>'].join('\n');
}
