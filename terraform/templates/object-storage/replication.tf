locals {
  replicated = { for name, bucket in var.buckets : name => merge(bucket.replicate_to, { arn = local.arns[name] }) if bucket.replicate_to != null }

  # Objects are decrypted here and encrypted there, each by S3 in the role's name.
  replica_keys = {
    for name, to in local.replicated : name => to.kms_key_arn == "" ? [] : [
      { Sid = "DecryptHere", Effect = "Allow", Action = ["kms:Decrypt"], Resource = [local.kms_key_arn], Condition = { StringLike = { "kms:ViaService" = "s3.*.amazonaws.com" } } },
      { Sid = "EncryptThere", Effect = "Allow", Action = ["kms:Encrypt", "kms:GenerateDataKey"], Resource = [to.kms_key_arn], Condition = { StringLike = { "kms:ViaService" = "s3.*.amazonaws.com" } } },
    ]
  }
}

resource "aws_iam_role" "replication" {
  for_each = local.replicated

  name                 = "${module.label.id}-${each.key}"
  description          = "Assumed by S3 to replicate the objects of ${module.label.id}-${each.key}"
  permissions_boundary = module.label.permissions_boundary

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "s3.amazonaws.com" }
      Condition = {
        ArnLike      = { "aws:SourceArn" = each.value.arn }
        StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id }
      }
    }]
  })
}

resource "aws_iam_role_policy" "replication" {
  for_each = local.replicated

  name = "replication"
  role = aws_iam_role.replication[each.key].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([
      { Sid = "ReadTheRules", Effect = "Allow", Action = ["s3:GetReplicationConfiguration", "s3:ListBucket"], Resource = [each.value.arn] },
      { Sid = "ReadVersions", Effect = "Allow", Action = ["s3:GetObjectVersionAcl", "s3:GetObjectVersionForReplication", "s3:GetObjectVersionTagging"], Resource = ["${each.value.arn}/*"] },
      { Sid = "WriteReplicas", Effect = "Allow", Action = local.take_replicas, Resource = ["${each.value.bucket_arn}/*"] },
    ], local.replica_keys[each.key])
  })
}

resource "aws_s3_bucket_replication_configuration" "this" {
  for_each = local.replicated

  bucket = aws_s3_bucket.this[each.key].id
  role   = aws_iam_role.replication[each.key].arn

  rule {
    id       = "replica"
    status   = "Enabled"
    priority = 1

    filter {
      prefix = each.value.prefix
    }

    # A delete here hides the replica there too, and its versions stay.
    delete_marker_replication {
      status = each.value.deletes ? "Enabled" : "Disabled"
    }

    dynamic "source_selection_criteria" {
      for_each = each.value.kms_key_arn == "" ? [] : [true]

      content {
        sse_kms_encrypted_objects {
          status = "Enabled"
        }
      }
    }

    destination {
      bucket        = each.value.bucket_arn
      storage_class = each.value.storage_class
      account       = each.value.account == "" ? null : each.value.account

      # In another account the replica is its, so that the loss of this one costs nothing there.
      dynamic "access_control_translation" {
        for_each = each.value.account == "" ? [] : [each.value.account]

        content {
          owner = "Destination"
        }
      }

      dynamic "encryption_configuration" {
        for_each = each.value.kms_key_arn == "" ? [] : [each.value.kms_key_arn]

        content {
          replica_kms_key_id = encryption_configuration.value
        }
      }
    }
  }

  depends_on = [aws_s3_bucket_versioning.this, aws_iam_role_policy.replication]
}
