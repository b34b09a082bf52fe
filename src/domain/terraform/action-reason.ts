import type { AttributePath, ResourceChange } from './plan-json';

/** Terraform's reasons (developer.hashicorp.com/terraform/internals/json-format), as a half-sentence behind "as". */
const words: Record<string, string> = {
  replace_because_tainted: 'an earlier run left it incomplete',
  replace_because_cannot_update: 'it cannot be changed in place',
  replace_by_request: 'its replacement was requested',
  replace_by_triggers: 'replace_triggered_by in its lifecycle',
  delete_because_no_resource_config: 'it is no longer in the template',
  delete_because_no_module: 'its module is no longer in the template',
  delete_because_wrong_repetition: 'count or for_each was added or removed',
  delete_because_count_index: 'count was lowered',
  delete_because_each_key: 'its key is no longer in for_each',
  delete_because_no_move_target: 'it was moved to an address that is not in the template',
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
