resource "aws_s3_bucket_lifecycle_configuration" "this" {
  for_each = var.buckets

  bucket = aws_s3_bucket.this[each.key].id

  # What nobody can see, and everybody pays for.
  rule {
    id     = "leftovers"
    status = "Enabled"

    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }

    dynamic "noncurrent_version_expiration" {
      for_each = each.value.versioning && each.value.old_versions_days > 0 ? [each.value.old_versions_days] : []

      content {
        noncurrent_days = noncurrent_version_expiration.value
      }
    }
  }

  dynamic "rule" {
    for_each = each.value.lifecycle

    content {
      id     = rule.key
      status = "Enabled"

      filter {
        prefix = rule.value.prefix
      }

      dynamic "transition" {
        for_each = rule.value.transitions

        content {
          storage_class = transition.key
          days          = transition.value
        }
      }

      dynamic "expiration" {
        for_each = rule.value.expire_days > 0 ? [rule.value.expire_days] : []

        content {
          days = expiration.value
        }
      }

      dynamic "noncurrent_version_expiration" {
        for_each = rule.value.old_versions_days > 0 ? [rule.value] : []

        content {
          noncurrent_days           = noncurrent_version_expiration.value.old_versions_days
          newer_noncurrent_versions = noncurrent_version_expiration.value.old_versions_kept == 0 ? null : noncurrent_version_expiration.value.old_versions_kept
        }
      }
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}
