data "aws_caller_identity" "current" {}

locals {
  # Any revision: the schedule must not lose its right while an update replaces the task definition.
  any_revision = "${aws_ecs_task_definition.this.arn_without_revision}:*"
}

resource "aws_cloudwatch_event_rule" "schedule" {
  name                = "${var.label.id}-schedule"
  description         = "Starts the task"
  schedule_expression = var.schedule_expression
  state               = var.awake ? "ENABLED" : "DISABLED"
}

resource "aws_cloudwatch_event_target" "task" {
  rule      = aws_cloudwatch_event_rule.schedule.name
  target_id = "task"
  arn       = aws_ecs_cluster.this.arn
  role_arn  = aws_iam_role.schedule.arn

  ecs_target {
    task_definition_arn = aws_ecs_task_definition.this.arn
    launch_type         = "FARGATE"
    task_count          = 1

    # default_tags do not reach what EventBridge starts.
    tags                    = var.label.tags
    propagate_tags          = "TASK_DEFINITION"
    enable_ecs_managed_tags = true

    network_configuration {
      subnets          = var.tasks.subnet_ids
      security_groups  = [aws_security_group.tasks.id]
      assign_public_ip = var.tasks.public_ip
    }
  }

  retry_policy {
    maximum_event_age_in_seconds = 3600
    maximum_retry_attempts       = var.retry_attempts
  }

  dead_letter_config {
    arn = aws_sqs_queue.dead_letters.arn
  }

  depends_on = [aws_iam_role_policy.schedule, aws_sqs_queue_policy.dead_letters, aws_vpc_security_group_egress_rule.tasks]
}

# Retries and the dead-letter setting of a target end when a task has started: one that then fails is told here.
resource "aws_cloudwatch_event_rule" "failed" {
  name        = "${var.label.id}-failed"
  description = "Keeps every run that did not end well"

  event_pattern = jsonencode({
    source      = ["aws.ecs"]
    detail-type = ["ECS Task State Change"]
    detail = {
      clusterArn = [aws_ecs_cluster.this.arn]
      lastStatus = ["STOPPED"]
      "$or" = [
        { containers = { exitCode = [{ anything-but = 0 }] } },
        { stopCode = ["TaskFailedToStart"] },
      ]
    }
  })
}

resource "aws_cloudwatch_event_target" "failed" {
  rule      = aws_cloudwatch_event_rule.failed.name
  target_id = "dead-letters"
  arn       = aws_sqs_queue.dead_letters.arn

  depends_on = [aws_sqs_queue_policy.dead_letters]
}

resource "aws_sqs_queue" "dead_letters" {
  name                      = "${var.label.id}-dead-letters"
  sqs_managed_sse_enabled   = true
  message_retention_seconds = 14 * 24 * 60 * 60
}

resource "aws_sqs_queue_policy" "dead_letters" {
  queue_url = aws_sqs_queue.dead_letters.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "EventBridgeWrites"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = aws_sqs_queue.dead_letters.arn
        Condition = {
          ArnEquals = { "aws:SourceArn" = [aws_cloudwatch_event_rule.failed.arn, aws_cloudwatch_event_rule.schedule.arn] }
        }
      },
      {
        Sid       = "OnlyOverTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.dead_letters.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

resource "aws_iam_role" "schedule" {
  name                 = "${var.label.id}-schedule"
  description          = "Lets EventBridge start this task and no other"
  permissions_boundary = var.label.permissions_boundary

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "events.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
    }]
  })
}

resource "aws_iam_role_policy" "schedule" {
  name = "run-task"
  role = aws_iam_role.schedule.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Action    = "ecs:RunTask"
        Resource  = local.any_revision
        Condition = { ArnEquals = { "ecs:cluster" = aws_ecs_cluster.this.arn } }
      },
      {
        Effect    = "Allow"
        Action    = "ecs:TagResource"
        Resource  = "*"
        Condition = { StringEquals = { "ecs:CreateAction" = "RunTask" } }
      },
      {
        Effect    = "Allow"
        Action    = "iam:PassRole"
        Resource  = [var.execution_role_arn, var.task_role_arn]
        Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
      },
    ]
  })
}
