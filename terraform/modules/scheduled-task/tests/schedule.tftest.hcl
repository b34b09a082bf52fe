mock_provider "aws" {
  source = "../../mocks"
}

variables {
  label              = { id = "idp-a123456789012345678901234567890z-1e071a58", tags = { "idp:environment-id" = "01JD6Z0000000000000000000A" } }
  vpc_id             = "vpc-1"
  tasks              = { subnet_ids = ["subnet-3", "subnet-4"], public_ip = false }
  execution_role_arn = "arn:aws:iam::123456789012:role/execution"
  task_role_arn      = "arn:aws:iam::123456789012:role/task"
  task_role_name     = "task"
  log_group_name     = "/ecs/idp-foo-1e071a58"
  container_image    = "public.ecr.aws/docker/library/alpine:3"
}

run "tries_again_keeps_what_failed_and_keeps_names_within_64_characters" {
  command = apply

  assert {
    condition     = aws_cloudwatch_event_target.task.retry_policy[0].maximum_retry_attempts == 3 && aws_cloudwatch_event_target.task.retry_policy[0].maximum_event_age_in_seconds == 3600
    error_message = "A task that could not start must be tried again."
  }

  assert {
    condition     = aws_cloudwatch_event_target.task.dead_letter_config[0].arn == aws_sqs_queue.dead_letters.arn
    error_message = "What could not start must be kept."
  }

  assert {
    condition     = aws_cloudwatch_event_target.failed.arn == aws_sqs_queue.dead_letters.arn && jsondecode(aws_cloudwatch_event_rule.failed.event_pattern).detail.clusterArn == [aws_ecs_cluster.this.arn]
    error_message = "What started and failed must be kept, of this cluster only."
  }

  assert {
    condition     = aws_sqs_queue.dead_letters.sqs_managed_sse_enabled
    error_message = "The queue must be encrypted."
  }

  assert {
    condition     = alltrue([for name in [aws_cloudwatch_event_rule.schedule.name, aws_cloudwatch_event_rule.failed.name, aws_iam_role.schedule.name] : length(name) <= 64])
    error_message = "Names of rules and roles have at most 64 characters."
  }

  assert {
    condition     = length(aws_sqs_queue.dead_letters.name) <= 80
    error_message = "Names of queues have at most 80 characters."
  }
}

run "may_start_only_this_task_tagged_and_reached_by_nobody" {
  command = apply

  assert {
    condition     = jsondecode(aws_iam_role_policy.schedule.policy).Statement[0].Resource == "${aws_ecs_task_definition.this.arn_without_revision}:*" && jsondecode(aws_iam_role_policy.schedule.policy).Statement[0].Condition.ArnEquals["ecs:cluster"] == aws_ecs_cluster.this.arn
    error_message = "The schedule may run its own task in its own cluster."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.schedule.policy).Statement[2].Resource == [var.execution_role_arn, var.task_role_arn]
    error_message = "The schedule may pass the two roles of the task."
  }

  assert {
    condition     = length(aws_iam_role_policy.bucket) == 0
    error_message = "Without a bucket there must be no right to one."
  }

  assert {
    condition     = aws_cloudwatch_event_target.task.ecs_target[0].tags == var.label.tags && aws_cloudwatch_event_target.task.ecs_target[0].propagate_tags == "TASK_DEFINITION"
    error_message = "Tasks must carry the tags of the environment."
  }

  assert {
    condition     = [for rule in aws_vpc_security_group_egress_rule.tasks : rule.from_port] == [443] && !aws_cloudwatch_event_target.task.ecs_target[0].network_configuration[0].assign_public_ip
    error_message = "Tasks may reach port 443 and have no public address."
  }
}

run "reads_a_bucket_that_is_shared" {
  command = apply

  variables {
    s3_bucket_arn = "arn:aws:s3:::reports"
  }

  override_data {
    target = data.aws_resourcegroupstaggingapi_resources.bucket
    values = {
      resource_tag_mapping_list = [{ resource_arn = "arn:aws:s3:::reports", tags = { "idp:shared" = "true" }, compliance_details = [] }]
    }
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.bucket[0].policy).Statement : statement.Resource] == [["arn:aws:s3:::reports"], ["arn:aws:s3:::reports/*"]]
    error_message = "The task may list and read this bucket only."
  }
}

run "refuses_a_bucket_that_is_not_shared" {
  command = plan

  variables {
    s3_bucket_arn = "arn:aws:s3:::payroll"
  }

  override_data {
    target = data.aws_resourcegroupstaggingapi_resources.bucket
    values = {
      resource_tag_mapping_list = [
        { resource_arn = "arn:aws:s3:::payroll", tags = { team = "people" }, compliance_details = [] },
        { resource_arn = "arn:aws:s3:::reports", tags = { "idp:shared" = "true" }, compliance_details = [] },
      ]
    }
  }

  expect_failures = [data.aws_resourcegroupstaggingapi_resources.bucket]
}

run "refuses_schedules_that_eventbridge_does_not_know" {
  command = plan

  variables {
    schedule_expression = "rate(1 hours)"
  }

  expect_failures = [var.schedule_expression]
}

run "refuses_a_cron_line_of_five_fields_and_other_wrong_values" {
  command = plan

  variables {
    schedule_expression = "cron(0 6 * * ?)"

    memory         = 4096
    retry_attempts = 200
    s3_bucket_arn  = "arn:aws:s3:::*"
  }

  expect_failures = [var.schedule_expression, var.memory, var.retry_attempts, var.s3_bucket_arn]
}

run "bounds_the_role_of_the_schedule_where_the_target_has_a_boundary" {
  command = apply

  variables {
    label = { id = "idp-foo-1e071a58", tags = {}, permissions_boundary = "arn:aws:iam::123456789012:policy/boundary" }
  }

  assert {
    condition     = aws_iam_role.schedule.permissions_boundary == var.label.permissions_boundary
    error_message = "The target's owner lets no role be made without its boundary."
  }
}

run "starts_nothing_asleep" {
  command = apply

  variables {
    awake = false
  }

  assert {
    condition     = aws_cloudwatch_event_rule.schedule.state == "DISABLED"
    error_message = "Asleep, the schedule must start nothing."
  }
}
