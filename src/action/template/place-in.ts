import type { Place } from '../workflow-commands';

/** The file, and the line, that a reason of publication begins with or names; undefined where it is about none. */
export function placeIn(reason: string): Place | undefined {
  const [, file, line] =
    /^(?:- )?((?:[\w.-]+\/)*[\w.-]+\.(?:tf|tf\.json|ya?ml|hcl))(?:[:,]? ?(?:line )?(\d+))?(?=[:, ])/.exec(
      reason,
    ) ?? [];
  if (file !== undefined) return { file, line };
  const [, within, at] = /\bon ((?:[\w.-]+\/)*[\w.-]+\.tf(?:\.json)?) line (\d+)/.exec(reason) ?? [];
  return within === undefined ? undefined : { file: within, line: at };
}
