/**
 * Types that can carry our tag and yet are not in the tagging API's lists.
 * Source: docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/supported-services.html (read 2026-11).
 */
const unlisted = new Set([
  'aws_iam_role',
  'aws_iam_user',
  'aws_iam_group',
  'aws_autoscaling_group',
  'aws_launch_configuration',
]);

/** Whether the tagging API cannot show an object of this type: it takes no tags, or is never listed by them. */
export function isBlind(type: string, taggable: boolean): boolean {
  return !taggable || unlisted.has(type);
}
