import type { AttributePath, ResourceChange } from './plan-json';

/** Terraform's reasons (developer.hashicorp.com/terraform/internals/json-format), as a half-sentence behind "as". */
const words: Record<string, string> = {
  replace_because_tainted: 'an earlier run left it half-made',
  replace_because_cannot_update: 'it cannot be changed in place',
  replace_by_request: 'that was asked for',
  replace_by_triggers: 'replace_triggered_by of its lifecycle says so',
  delete_because_no_resource_config: 'the template has it no more',
  delete_because_no_module: 'the template has its module no more',
  delete_because_wrong_repetition: 'its block got or lost count or for_each',
  delete_because_count_index: 'count is lower now',
  delete_because_each_key: 'for_each has its key no more',
  delete_because_no_move_target: 'it moved to an address that the template does not have',
};

/** Why Terraform replaces or deletes an object, as a half-sentence behind "as"; undefined where it does neither. */
export function whyDone({ action_reason: reason, change }: ResourceChange): string | undefined {
  if (reason === undefined || !change.actions.includes('delete')) return undefined;
  const paths = (change.replace_paths ?? []).map(formatPath).join(', ');
  if (reason === 'replace_because_cannot_update' && paths !== '')
    return `${paths} cannot be changed in place`;
  return Object.hasOwn(words, reason) ? words[reason] : reason.replaceAll('_', ' ');
}

/** A path as the language writes it: `root_block_device[0].volume_size`. */
function formatPath(path: AttributePath): string {
  return path
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at === 0 ? '' : '.'}${step}`))
    .join('');
}
