locals {
  # Who reads a list of secrets sees what each is for and whose it is.
  names = { for name, secret in var.secrets : name => "${var.project}/${var.environment}/${name}" }

  rotated = { for name, secret in var.secrets : name => secret.rotation if secret.rotation != null }

  given = { for name, secret in var.secrets : name => secret.value_version if secret.value_version != null }
}

resource "aws_secretsmanager_secret" "this" {
  for_each = var.secrets

  name                    = local.names[each.key]
  description             = each.value.description
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = var.recovery_window_days

  tags = each.value.shared ? { "idp:shared" = "true" } : {}
}

# Write-only: the value is sent and kept in no plan and no state. Without a version, others put the value.
resource "aws_secretsmanager_secret_version" "given" {
  for_each = local.given

  secret_id                = aws_secretsmanager_secret.this[each.key].id
  secret_string_wo         = var.values[each.key]
  secret_string_wo_version = each.value
}

resource "aws_lambda_permission" "rotation" {
  for_each = local.rotated

  function_name = each.value.lambda_arn
  statement_id  = "rotate-${replace(local.names[each.key], "/[^A-Za-z0-9_-]/", "-")}"
  action        = "lambda:InvokeFunction"
  principal     = "secretsmanager.amazonaws.com"
  source_arn    = aws_secretsmanager_secret.this[each.key].arn
}

resource "aws_secretsmanager_secret_rotation" "this" {
  for_each = local.rotated

  secret_id           = aws_secretsmanager_secret.this[each.key].id
  rotation_lambda_arn = each.value.lambda_arn
  # Nothing can be rotated before the first value is there.
  rotate_immediately = false

  rotation_rules {
    automatically_after_days = each.value.days
  }

  depends_on = [aws_lambda_permission.rotation, aws_secretsmanager_secret_version.given]
}
