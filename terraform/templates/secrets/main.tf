module "secrets" {
  source = "../../modules/secrets"

  project              = var.project
  environment          = var.environment
  secrets              = var.secrets
  kms_key_arn          = var.kms_key_arn == "" ? null : var.kms_key_arn
  recovery_window_days = var.recovery_window_days
}
