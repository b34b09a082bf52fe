mock_provider "aws" {
  source = "../../mocks"
}

variables {
  leasehold = { name = "files", id = "01JD6Z0000000000000000000A", tags = {}, permissions_boundary = "arn:aws:iam::123456789012:policy/boundary" }
  buckets   = { uploads = {} }
}

run "is_encrypted_private_versioned_logged_and_ends_with_its_lease" {
  command = apply

  assert {
    condition = alltrue([
      can(regex("^idp-files-[0-9a-f]{8}-uploads$", aws_s3_bucket.this["uploads"].bucket)),
      aws_s3_bucket.this["uploads"].force_destroy,
      aws_s3_bucket.logs[0].force_destroy,
      !aws_s3_bucket.this["uploads"].object_lock_enabled,
      aws_s3_bucket_versioning.this["uploads"].versioning_configuration[0].status == "Enabled",
    ])
    error_message = "A bucket must be named by the life, keep versions, and end with them."
  }

  assert {
    condition = alltrue(flatten([for one in [aws_s3_bucket_public_access_block.this["uploads"], aws_s3_bucket_public_access_block.logs[0]] : [
      one.block_public_acls, one.block_public_policy, one.ignore_public_acls, one.restrict_public_buckets
    ]]))
    error_message = "Nothing may be public."
  }

  assert {
    condition     = [for rule in aws_s3_bucket_server_side_encryption_configuration.this["uploads"].rule : rule.apply_server_side_encryption_by_default[0].sse_algorithm] == ["AES256"] && length(aws_kms_key.this) == 0 && output.kms_key_arn == null
    error_message = "Without a word S3's own key encrypts."
  }

  assert {
    condition     = [for one in jsondecode(aws_s3_bucket_policy.this["uploads"].policy).Statement : "${one.Sid} ${one.Effect} ${one.Condition.Bool["aws:SecureTransport"]}"] == ["OnlyTls Deny false"]
    error_message = "Only what comes without TLS is refused, and nobody is let in."
  }

  assert {
    condition = alltrue([
      aws_s3_bucket_logging.this["uploads"].target_prefix == "uploads/",
      aws_s3_bucket_logging.this["uploads"].target_bucket == aws_s3_bucket.logs[0].id,
      jsondecode(aws_s3_bucket_policy.logs[0].policy).Statement[1].Principal.Service == "logging.s3.amazonaws.com",
      endswith(jsondecode(aws_s3_bucket_policy.logs[0].policy).Statement[1].Condition.ArnLike["aws:SourceArn"][0], "-uploads"),
      jsondecode(aws_s3_bucket_policy.logs[0].policy).Statement[1].Condition.StringEquals["aws:SourceAccount"] == "123456789012",
    ])
    error_message = "Each access must be logged, and S3 may deliver the logs of these buckets alone."
  }

  assert {
    condition     = length(aws_iam_role.replication) == 0 && length(aws_s3_bucket_cors_configuration.this) == 0 && length(aws_s3_bucket_object_lock_configuration.this) == 0
    error_message = "What nobody asks for must not be made."
  }
}

run "keeps_what_a_bucket_without_an_end_holds" {
  command = plan

  variables {
    leasehold   = { name = "files", id = "01JD6Z0000000000000000000A", tags = {}, permanent = true }
    access_logs = false
    own_key     = true
    buckets     = { records = { object_lock = { mode = "COMPLIANCE", days = 2555 } } }
  }

  assert {
    condition     = !aws_s3_bucket.this["records"].force_destroy && aws_s3_bucket.this["records"].object_lock_enabled && aws_kms_key.this[0].deletion_window_in_days == 30
    error_message = "Nobody may delete objects behind their owner's back, and a key must be restorable for a month."
  }

  assert {
    condition     = aws_s3_bucket_object_lock_configuration.this["records"].rule[0].default_retention[0].days == 2555 && length(aws_s3_bucket.logs) == 0
    error_message = "Each version must be kept for its days."
  }
}

run "lets_roles_in_by_prefix_with_a_key_of_its_own" {
  command = apply

  variables {
    own_key = true
    buckets = {
      uploads = {
        readers                      = { reports = { role_arns = ["arn:aws:iam::111122223333:role/reports"], prefixes = ["exports/"] } }
        writers                      = { app = { role_arns = ["arn:aws:iam::123456789012:role/app"] } }
        cloudfront_distribution_arns = ["arn:aws:cloudfront::123456789012:distribution/E123"]
        replicas_from                = ["arn:aws:iam::444455556666:role/idp-other"]
        takes_logs_of                = ["123456789012"]
      }
    }
  }

  assert {
    condition = [for one in jsondecode(aws_s3_bucket_policy.this["uploads"].policy).Statement : one.Sid] == [
      "OnlyTls", "ReadersreportsListTheirs", "WritersappListTheirs", "ReadersreportsRead", "WritersappRead", "WritersappWrite", "DeliveredByCloudFront", "TakesReplicas", "TakesLogs", "ShowsLogDeliveryWhoseItIs"
    ]
    error_message = "Each must be let in by a statement of its own."
  }

  assert {
    condition     = [for one in jsondecode(aws_s3_bucket_policy.this["uploads"].policy).Statement : [one.Resource, one.Action] if one.Sid == "ReadersreportsRead"] == [[["${local.arns["uploads"]}/exports/*"], ["s3:GetObject", "s3:GetObjectTagging", "s3:GetObjectVersion"]]]
    error_message = "Who reads a prefix must read it alone, and write nothing."
  }

  assert {
    condition     = [for one in jsondecode(aws_s3_bucket_policy.this["uploads"].policy).Statement : one.Condition.StringLike["s3:prefix"] if one.Sid == "ReadersreportsListTheirs"] == [["exports/*"]]
    error_message = "Who reads a prefix must list it alone."
  }

  assert {
    condition     = [for one in jsondecode(aws_kms_key.this[0].policy).Statement : one.Sid] == ["LetPoliciesOfTheAccountDecide", "LetReadersAndWritersUseIt", "LetReplicasBeEncrypted", "LetLogsBeEncrypted", "LetCloudFrontRead"] && aws_kms_key.this[0].enable_key_rotation
    error_message = "The key must let in who the bucket lets in, and be rotated."
  }

  assert {
    condition     = alltrue([for one in jsondecode(output.write_policies["uploads"]).Statement : alltrue([for arn in one.Resource : startswith(arn, local.arns["uploads"]) || arn == output.kms_key_arn])])
    error_message = "A policy must hold for this bucket and its key only."
  }

  assert {
    condition     = [for one in jsondecode(output.read_policies["uploads"]).Statement : one.Sid] == ["ListObjects", "ReadObjects", "UseTheKeyOfTheBucket"]
    error_message = "Who reads needs the key."
  }
}

run "replicates_in_the_name_of_a_role_of_the_bucket_alone" {
  command = apply

  variables {
    own_key = true
    buckets = {
      uploads = { replicate_to = {
        bucket_arn  = "arn:aws:s3:::idp-backup-uploads"
        account     = "444455556666"
        kms_key_arn = "arn:aws:kms:eu-west-1:444455556666:key/11111111-2222-3333-4444-555555555555"
        prefix      = "originals/"
        deletes     = false
      } }
      other = {}
    }
  }

  assert {
    condition = alltrue([
      aws_s3_bucket_replication_configuration.this["uploads"].rule[0].delete_marker_replication[0].status == "Disabled",
      aws_s3_bucket_replication_configuration.this["uploads"].rule[0].filter[0].prefix == "originals/",
      aws_s3_bucket_replication_configuration.this["uploads"].rule[0].destination[0].access_control_translation[0].owner == "Destination",
      aws_s3_bucket_replication_configuration.this["uploads"].rule[0].source_selection_criteria[0].sse_kms_encrypted_objects[0].status == "Enabled",
      keys(aws_s3_bucket_replication_configuration.this) == ["uploads"],
    ])
    error_message = "Only what is said must be replicated, encrypted, and the other account's."
  }

  assert {
    condition     = aws_iam_role.replication["uploads"].permissions_boundary == var.leasehold.permissions_boundary && jsondecode(aws_iam_role.replication["uploads"].assume_role_policy).Statement[0].Condition.ArnLike["aws:SourceArn"] == local.arns["uploads"]
    error_message = "The role must be bounded, and S3 may take it for this bucket alone."
  }

  assert {
    condition = alltrue(flatten([for one in jsondecode(aws_iam_role_policy.replication["uploads"].policy).Statement : [
      for arn in one.Resource : contains([local.arns["uploads"], "${local.arns["uploads"]}/*", "arn:aws:s3:::idp-backup-uploads/*", local.kms_key_arn, "arn:aws:kms:eu-west-1:444455556666:key/11111111-2222-3333-4444-555555555555"], arn)
    ]]))
    error_message = "The role must read this bucket and write that one, and nothing else."
  }
}

run "cleans_up_by_rule" {
  command = apply

  variables {
    buckets = { uploads = {
      old_versions_days = 0
      lifecycle = {
        exports = { prefix = "exports/", expire_days = 30 }
        old     = { transitions = { STANDARD_IA = 30, GLACIER_IR = 180 }, old_versions_days = 10, old_versions_kept = 3 }
      }
      cors = [{ origins = ["https://app.example.com"], methods = ["GET"] }]
    } }
  }

  assert {
    condition     = [for rule in aws_s3_bucket_lifecycle_configuration.this["uploads"].rule : rule.id] == ["leftovers", "exports", "old"] && length(aws_s3_bucket_lifecycle_configuration.this["uploads"].rule[0].noncurrent_version_expiration) == 0
    error_message = "There must be a rule for each, and one for what is left over; old versions stay where it is said."
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.this["uploads"].rule[1].expiration[0].days == 30 && aws_s3_bucket_lifecycle_configuration.this["uploads"].rule[2].noncurrent_version_expiration[0].newer_noncurrent_versions == 3 && length(aws_s3_bucket_lifecycle_configuration.this["uploads"].rule[2].transition) == 2
    error_message = "A rule must do what is said."
  }

  assert {
    condition     = [for rule in aws_s3_bucket_cors_configuration.this["uploads"].cors_rule : rule.allowed_origins] == [toset(["https://app.example.com"])]
    error_message = "Browsers must be told who may ask."
  }
}

run "refuses_a_lock_that_outlives_the_lease" {
  command = plan

  variables {
    buckets = { records = { object_lock = { mode = "COMPLIANCE", days = 30 } } }
  }

  expect_failures = [var.buckets]
}

run "refuses_to_replicate_without_versions" {
  command = plan

  variables {
    buckets = { uploads = { versioning = false, replicate_to = { bucket_arn = "arn:aws:s3:::other" } } }
  }

  expect_failures = [var.buckets]
}

run "refuses_to_replicate_what_a_key_encrypts_without_a_key_there" {
  command = plan

  variables {
    own_key = true
    buckets = { uploads = { replicate_to = { bucket_arn = "arn:aws:s3:::other" } } }
  }

  expect_failures = [var.buckets]
}

run "refuses_a_rule_that_does_nothing_and_the_name_of_the_logs" {
  command = plan

  variables {
    buckets = { logs = { lifecycle = { nothing = {} } } }
  }

  expect_failures = [var.buckets]
}

run "refuses_two_keys" {
  command = plan

  variables {
    own_key     = true
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }

  expect_failures = [var.own_key]
}
