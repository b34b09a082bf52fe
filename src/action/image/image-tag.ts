/**
 * The tag of the image of a commit: the whole SHA, as terraform/modules/image-build tags what CodeBuild builds of it. Build
 * and rollout both ask here, so that neither can mean another image.
 */
export function imageTag(commit: string): string {
  if (!/^[0-9a-f]{40}$/.test(commit)) throw new Error(`'${commit}' is not the whole SHA of a commit.`);
  return commit;
}
