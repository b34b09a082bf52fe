module "ecr" {
  source = "../../modules/ecr"

  names         = [for name in var.repositories : "${var.project}-${var.environment}/${name}"]
  kms_key_arn   = var.kms_key_arn == "" ? null : var.kms_key_arn
  untagged_days = var.untagged_days
  keep_images   = var.keep_images
  puller_arns   = var.puller_arns

  # A lease must be able to end by itself; without one, nobody deletes images behind their owner's back.
  force_delete = !var.leasehold.permanent
}
