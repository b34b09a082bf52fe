mock_provider "aws" {
  source = "../../mocks"
}

variables {
  leasehold = { name = "audit", id = "01JD6Z0000000000000000000A", tags = {}, permissions_boundary = "arn:aws:iam::123456789012:policy/boundary" }
}

run "records_all_regions_validated_and_encrypted_and_ends_with_its_lease" {
  command = apply

  assert {
    condition     = aws_cloudtrail.this.is_multi_region_trail && aws_cloudtrail.this.enable_log_file_validation && aws_cloudtrail.this.kms_key_id == aws_kms_key.this.arn && aws_kms_key.this.enable_key_rotation
    error_message = "The trail must be of all regions, validated and encrypted."
  }

  assert {
    condition     = [for one in aws_cloudtrail.this.advanced_event_selector : one.name] == ["Management"] && length(aws_cloudwatch_metric_alarm.reader) == 0
    error_message = "Without buckets and secrets there must be management events, and no alarm."
  }

  assert {
    condition     = aws_s3_bucket.this.force_destroy && !aws_s3_bucket.this.object_lock_enabled && aws_s3_bucket_public_access_block.this.restrict_public_buckets
    error_message = "The bucket must be private, and end with its lease."
  }

  assert {
    condition     = alltrue([for one in jsondecode(aws_s3_bucket_policy.this.policy).Statement : one.Condition.StringEquals["aws:SourceArn"] == local.trail_arn if one.Effect == "Allow"])
    error_message = "No other trail may write to the bucket."
  }

  assert {
    condition     = aws_iam_role.logs.permissions_boundary == "arn:aws:iam::123456789012:policy/boundary" && jsondecode(aws_iam_role_policy.logs.policy).Statement[0].Resource == ["${aws_cloudwatch_log_group.this.arn}:*"]
    error_message = "The role must write to its log group, inside the boundary."
  }
}

run "notifies_of_a_reader_who_is_not_named" {
  command = apply

  variables {
    state_bucket_arns = ["arn:aws:s3:::shop-dev-tf-123456789012"]
    secret_prefixes   = ["shop/production/"]
    reader_arns       = ["arn:aws:iam::123456789012:role/shop"]
    topic_arn         = "arn:aws:sns:us-east-1:123456789012:operations"
  }

  assert {
    condition     = aws_cloudwatch_log_metric_filter.reader["secrets-shop-production-"].pattern == "{ ($.eventName = \"GetSecretValue\") && ($.requestParameters.secretId = \"*shop/production/*\") && (($.userIdentity.sessionContext.sessionIssuer.arn NOT EXISTS) || (($.userIdentity.sessionContext.sessionIssuer.arn != \"arn:aws:iam::123456789012:role/shop\"))) }"
    error_message = "Who has no role, or another one, must be counted."
  }

  assert {
    condition     = [for one in aws_cloudtrail.this.advanced_event_selector : one.name] == ["Management", "States"] && contains(flatten([for one in aws_cloudtrail.this.advanced_event_selector : [for field in one.field_selector : coalesce(field.starts_with, [])]]), "arn:aws:s3:::shop-dev-tf-123456789012/")
    error_message = "Objects of the bucket must be recorded."
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.reader : alarm.alarm_actions == toset([var.topic_arn]) && alarm.threshold == 0]) && length(aws_cloudwatch_metric_alarm.reader) == 2
    error_message = "One read must notify the topic."
  }
}

run "locks_files_of_a_permanent_environment" {
  command = apply

  variables {
    leasehold = { name = "audit", id = "01JD6Z0000000000000000000A", tags = {}, permanent = true }
    lock_days = 90
  }

  assert {
    condition     = aws_s3_bucket.this.object_lock_enabled && aws_s3_bucket_object_lock_configuration.this[0].rule[0].default_retention[0].mode == "COMPLIANCE" && !aws_s3_bucket.this.force_destroy
    error_message = "Files must be locked for everyone."
  }
}

run "refuses_a_lock_with_a_lease" {
  command = plan

  variables {
    lock_days = 90
  }

  expect_failures = [var.lock_days]
}

run "refuses_to_watch_readers_without_a_topic" {
  command = plan

  variables {
    secret_prefixes = ["shop/production/"]
  }

  expect_failures = [var.topic_arn]
}
