module "label" {
  source = "../../modules/label"

  leasehold = var.leasehold
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  kms_key_arn = var.own_key ? aws_kms_key.this[0].arn : var.kms_key_arn
  has_key     = var.own_key || var.kms_key_arn != ""
  log_bucket  = "${module.label.id}-logs"

  # Known before the buckets are, so that policies and roles can name them.
  arns = { for name, bucket in var.buckets : name => "arn:${data.aws_partition.current.partition}:s3:::${module.label.id}-${name}" }

  versioned = { for name, bucket in var.buckets : name => bucket if bucket.versioning }
  locked    = { for name, bucket in var.buckets : name => bucket if bucket.object_lock != null }
  shared    = { for name, bucket in var.buckets : name => bucket if length(bucket.cors) > 0 }
}

resource "aws_s3_bucket" "this" {
  for_each = var.buckets

  bucket              = "${module.label.id}-${each.key}"
  object_lock_enabled = each.value.object_lock != null

  # With a lease it ends with all versions of its objects.
  force_destroy = !var.leasehold.permanent
}

resource "aws_s3_bucket_versioning" "this" {
  for_each = local.versioned

  bucket = aws_s3_bucket.this[each.key].id

  versioning_configuration {
    status = "Enabled"
  }
}

# A key of its own is asked for once per bucket and hour instead of once per object.
resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  for_each = var.buckets

  bucket = aws_s3_bucket.this[each.key].id

  rule {
    bucket_key_enabled = local.has_key

    apply_server_side_encryption_by_default {
      sse_algorithm     = local.has_key ? "aws:kms" : "AES256"
      kms_master_key_id = local.has_key ? local.kms_key_arn : null
    }
  }
}

resource "aws_s3_bucket_public_access_block" "this" {
  for_each = var.buckets

  bucket                  = aws_s3_bucket.this[each.key].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "this" {
  for_each = var.buckets

  bucket = aws_s3_bucket.this[each.key].id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_cors_configuration" "this" {
  for_each = local.shared

  bucket = aws_s3_bucket.this[each.key].id

  dynamic "cors_rule" {
    for_each = each.value.cors

    content {
      allowed_origins = cors_rule.value.origins
      allowed_methods = cors_rule.value.methods
      allowed_headers = cors_rule.value.headers
      expose_headers  = cors_rule.value.exposed
      max_age_seconds = cors_rule.value.max_age
    }
  }
}

resource "aws_s3_bucket_object_lock_configuration" "this" {
  for_each = local.locked

  bucket = aws_s3_bucket.this[each.key].id

  rule {
    default_retention {
      mode = each.value.object_lock.mode
      days = each.value.object_lock.days
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}
