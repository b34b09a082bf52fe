module "state_backend" {
  source = "../../modules/state-backend"

  label                    = { id = "${var.project}-${var.environment}" }
  old_versions             = { keep = var.keep_versions, days = var.version_days }
  access_log_bucket        = var.access_log_bucket
  reader_arns              = var.reader_arns
  readable_prefix          = "${var.project}/${var.environment}/"
  permissions_boundary_arn = var.permissions_boundary_arn == "" ? var.leasehold.permissions_boundary : var.permissions_boundary_arn
}
