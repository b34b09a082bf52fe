mock_provider "aws" {
  source = "../../mocks"
}

variables {
  label = { id = "shopstack-dev" }
}

run "names_bucket_table_and_key_alike" {
  command = apply

  assert {
    condition     = aws_s3_bucket.this.bucket == "shopstack-dev-tf-123456789012"
    error_message = "The account's number must end the name of the bucket."
  }

  assert {
    condition     = aws_dynamodb_table.lock.name == aws_s3_bucket.this.bucket && aws_kms_alias.this.name == "alias/${aws_s3_bucket.this.bucket}" && output.settings.dynamodb_table == output.settings.bucket
    error_message = "Bucket, lock table and key must have one name."
  }

  assert {
    condition     = aws_dynamodb_table.lock.hash_key == "LockID"
    error_message = "Terraform locks by the attribute LockID."
  }
}

run "keeps_states_private_encrypted_and_their_versions" {
  command = apply

  assert {
    condition     = aws_s3_bucket_public_access_block.this.block_public_acls && aws_s3_bucket_public_access_block.this.block_public_policy && aws_s3_bucket_public_access_block.this.ignore_public_acls && aws_s3_bucket_public_access_block.this.restrict_public_buckets
    error_message = "All public access must be blocked."
  }

  assert {
    condition     = aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Enabled"
    error_message = "Old versions of a state must be kept."
  }

  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default[0].kms_master_key_id == aws_kms_key.this.arn && aws_kms_key.this.enable_key_rotation
    error_message = "States must be encrypted with a key that rotates."
  }

  assert {
    condition     = [for statement in jsondecode(aws_s3_bucket_policy.this.policy).Statement : statement.Sid if statement.Effect == "Deny" && statement.Principal == "*"] == ["OnlyOverTls", "OnlyOverTls12OrLater", "OnlyUnderAKmsKey"]
    error_message = "The bucket must refuse plain HTTP, old TLS and other encryption to everybody."
  }

  assert {
    condition     = [for rule in aws_s3_bucket_lifecycle_configuration.this.rule : rule.filter[0].prefix if rule.id == "expire-saved-plans" && one(rule.expiration[*].days) == 30 && one(rule.noncurrent_version_expiration[*].noncurrent_days) == 1] == ["plans/"]
    error_message = "Saved plans, which hold secrets, must expire with all their versions."
  }

  assert {
    condition     = output.settings.encrypt && output.settings.use_lockfile && output.settings.kms_key_id == aws_kms_key.this.arn
    error_message = "A backend must name the key, or it asks for an encryption that the bucket refuses."
  }

  assert {
    condition     = length(aws_iam_role.reader) + length(aws_iam_role_policy.reader) + length(aws_s3_bucket_logging.this) == 0 && output.reader_role_arn == null
    error_message = "Nobody reads unless named."
  }
}

run "lets_named_roles_read_below_a_prefix_and_write_nothing" {
  command = apply

  variables {
    reader_arns     = ["arn:aws:iam::210987654321:role/target/deployer"]
    readable_prefix = "shopstack/dev/"

    permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
  }

  assert {
    condition     = aws_iam_role.reader[0].permissions_boundary == "arn:aws:iam::123456789012:policy/boundary"
    error_message = "The read role must be bounded where it is told to."
  }

  assert {
    condition     = jsondecode(aws_iam_role.reader[0].assume_role_policy).Statement[0].Principal.AWS == ["arn:aws:iam::210987654321:role/target/deployer"]
    error_message = "Only the named roles may take the role."
  }

  assert {
    condition     = flatten([for statement in jsondecode(aws_iam_role_policy.reader[0].policy).Statement : statement.Action]) == ["s3:ListBucket", "s3:GetObject", "kms:Decrypt"]
    error_message = "The role may read and do nothing else."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.reader[0].policy).Statement[1].Resource == "${aws_s3_bucket.this.arn}/shopstack/dev/*" && jsondecode(aws_iam_role_policy.reader[0].policy).Statement[0].Condition.StringLike["s3:prefix"] == "shopstack/dev/*"
    error_message = "The role may read and list below the prefix only."
  }
}

run "writes_an_access_log_where_it_is_told_to" {
  command = apply

  variables {
    access_log_bucket = "audit-logs"
  }

  assert {
    condition     = aws_s3_bucket_logging.this[0].target_bucket == "audit-logs" && aws_s3_bucket_logging.this[0].target_prefix == "shopstack-dev-tf-123456789012/"
    error_message = "The access log must go below the name of the bucket."
  }
}

run "refuses_whole_accounts_wildcards_and_no_versions" {
  command = plan

  variables {
    label           = { id = "ShopStack" }
    reader_arns     = ["arn:aws:iam::210987654321:root"]
    readable_prefix = "*"
    old_versions    = { keep = 0 }
  }

  expect_failures = [var.label, var.reader_arns, var.readable_prefix, var.old_versions]
}

run "refuses_a_role_with_a_wildcard" {
  command = plan

  variables {
    reader_arns     = ["arn:aws:iam::210987654321:role/*"]
    readable_prefix = "shopstack/"
  }

  expect_failures = [var.reader_arns]
}

run "refuses_readers_of_everything" {
  command = plan

  variables {
    reader_arns = ["arn:aws:iam::210987654321:role/target"]
  }

  expect_failures = [aws_iam_role.reader]
}
