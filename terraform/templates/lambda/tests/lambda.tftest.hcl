mock_provider "aws" {
  source = "../../mocks"
}

variables {
  leasehold = { name = "mailer", id = "01JD6Z0000000000000000000A", tags = {}, permissions_boundary = "arn:aws:iam::123456789012:policy/boundary" }
  s3_bucket = "idp-artifacts"
  s3_key    = "mailer/1.0.0.zip"
}

run "is_traced_logged_bounded_and_keeps_what_failed" {
  command = apply

  assert {
    condition     = aws_lambda_function.this.tracing_config[0].mode == "Active" && aws_lambda_function.this.logging_config[0].log_format == "JSON" && aws_cloudwatch_log_group.this.retention_in_days == 30
    error_message = "It must be traced, and its logs must end."
  }

  assert {
    condition     = aws_iam_role.this.permissions_boundary == var.leasehold.permissions_boundary && startswith(aws_iam_role.this.name, "idp-mailer-")
    error_message = "The role must be bounded, and named for the environment."
  }

  assert {
    condition     = [for one in jsondecode(aws_iam_role_policy.this.policy).Statement : one.Sid] == ["WriteLogs", "KeepFailures", "Trace"]
    error_message = "Without a word the role must have no more than logs, traces and failures."
  }

  assert {
    condition     = aws_lambda_function_event_invoke_config.this.destination_config[0].on_failure[0].destination == aws_sqs_queue.failures[0].arn && aws_sqs_queue.failures[0].sqs_managed_sse_enabled
    error_message = "What failed must go to an encrypted queue."
  }

  assert {
    condition     = length(aws_lambda_function_url.this) == 0 && length(aws_lambda_permission.callers) == 0 && length(aws_lambda_function.this.vpc_config) == 0
    error_message = "Without a word nobody from outside may call it."
  }

  assert {
    condition     = aws_lambda_function.this.package_type == "Zip" && aws_lambda_function.this.s3_key == "mailer/1.0.0.zip" && aws_lambda_function.this.publish
    error_message = "It must be a version of the zip file."
  }
}

run "takes_an_image_instead" {
  command = apply

  variables {
    s3_bucket = ""
    s3_key    = ""
    image_uri = "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/mailer:1.0.0"
  }

  assert {
    condition     = aws_lambda_function.this.package_type == "Image" && aws_lambda_function.this.runtime == null && aws_lambda_function.this.handler == null
    error_message = "An image brings runtime and handler."
  }
}

run "lets_the_role_read_what_it_is_given_and_nothing_else" {
  command = apply

  variables {
    secrets            = { SMTP_SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:idp-smtp-AbCdEf" }
    subnet_ids         = ["subnet-1"]
    security_group_ids = ["sg-1"]
    tracing            = false
    policies           = { table = "{\"Version\":\"2012-10-17\",\"Statement\":[]}" }
    event_sources = {
      orders = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/idp-orders/stream/2026" }
      mails  = { arn = "arn:aws:sqs:us-east-1:123456789012:idp-mails" }
    }
  }

  assert {
    condition = { for one in jsondecode(aws_iam_role_policy.this.policy).Statement : one.Sid => one.Resource if startswith(one.Sid, "Read") } == {
      ReadMails   = ["arn:aws:sqs:us-east-1:123456789012:idp-mails"]
      ReadOrders  = ["arn:aws:dynamodb:us-east-1:123456789012:table/idp-orders/stream/2026"]
      ReadSecrets = ["arn:aws:secretsmanager:us-east-1:123456789012:secret:idp-smtp-AbCdEf"]
    }
    error_message = "It must read these and no others."
  }

  assert {
    condition     = anytrue([for one in jsondecode(aws_iam_role_policy.this.policy).Statement : one.Effect == "Deny" && one.Condition.ArnEquals["lambda:SourceFunctionArn"][0] == "arn:aws:lambda:us-east-1:123456789012:function:${aws_lambda_function.this.function_name}" if one.Sid == "NotByTheFunctionItself"])
    error_message = "The function's own code must make no interfaces."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.this["mails"].starting_position == null && aws_lambda_event_source_mapping.this["orders"].starting_position == "LATEST"
    error_message = "A stream has a position, a queue has none."
  }

  assert {
    condition     = aws_lambda_event_source_mapping.this["orders"].destination_config[0].on_failure[0].destination_arn == output.on_failure_arn
    error_message = "A batch of a stream that failed must be kept."
  }

  assert {
    condition     = aws_lambda_function.this.environment[0].variables == tomap({ SMTP_SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:idp-smtp-AbCdEf" })
    error_message = "The variable must hold the ARN."
  }
}

run "calls_its_alias_by_rules_and_callers" {
  command = apply

  variables {
    function_url            = true
    reserved_concurrency    = 10
    provisioned_concurrency = 2
    rules                   = { nightly = { schedule = "rate(1 day)" }, stopped = { pattern = "{\"source\":[\"aws.ecs\"]}", enabled = false } }
    callers                 = { gateway = { principal = "apigateway.amazonaws.com", source_arn = "arn:aws:execute-api:us-east-1:123456789012:api/*" } }
  }

  assert {
    condition     = aws_lambda_function_url.this[0].authorization_type == "AWS_IAM" && aws_lambda_function_url.this[0].qualifier == "live"
    error_message = "A URL must ask who calls."
  }

  assert {
    condition     = alltrue([for one in concat(values(aws_lambda_permission.rules), values(aws_lambda_permission.callers)) : one.qualifier == "live" && one.source_arn != null])
    error_message = "Whoever calls must call the alias, in the name of one thing."
  }

  assert {
    condition     = { for name, rule in aws_cloudwatch_event_rule.this : name => rule.state } == { nightly = "ENABLED", stopped = "DISABLED" } && aws_lambda_provisioned_concurrency_config.this[0].qualifier == "live"
    error_message = "A rule must be in force unless it says otherwise."
  }
}

run "refuses_two_sources_of_code" {
  command = plan

  variables {
    image_uri = "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/mailer:1.0.0"
  }

  expect_failures = [var.s3_bucket]
}

run "refuses_a_service_that_calls_for_any_account" {
  command = plan

  variables {
    callers = { gateway = { principal = "apigateway.amazonaws.com" } }
  }

  expect_failures = [var.callers]
}

run "refuses_a_name_that_is_a_setting_and_a_secret" {
  command = plan

  variables {
    environment_variables = { SMTP = "x" }
    secrets               = { SMTP = "arn:aws:secretsmanager:us-east-1:123456789012:secret:idp-smtp-AbCdEf" }
  }

  expect_failures = [var.environment_variables]
}

run "refuses_a_rule_without_a_reason_to_call" {
  command = plan

  variables {
    rules = { nothing = {} }
  }

  expect_failures = [var.rules]
}

run "refuses_a_network_without_security_groups" {
  command = plan

  variables {
    subnet_ids = ["subnet-1"]
  }

  expect_failures = [var.subnet_ids]
}

run "refuses_more_provisioned_than_reserved" {
  command = plan

  variables {
    reserved_concurrency    = 1
    provisioned_concurrency = 2
  }

  expect_failures = [var.reserved_concurrency]
}

run "refuses_a_large_batch_of_a_queue_without_a_window" {
  command = plan

  variables {
    event_sources = { mails = { arn = "arn:aws:sqs:us-east-1:123456789012:idp-mails", batch_size = 100 } }
  }

  expect_failures = [var.event_sources]
}
