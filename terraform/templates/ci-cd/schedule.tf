resource "aws_cloudwatch_event_rule" "schedule" {
  count = var.schedule == "" ? 0 : 1

  name                = "${module.label.id}-schedule"
  description         = "Starts ${module.label.id}"
  schedule_expression = var.schedule
}

resource "aws_cloudwatch_event_target" "build" {
  count = var.schedule == "" ? 0 : 1

  rule      = aws_cloudwatch_event_rule.schedule[0].name
  target_id = "build"
  arn       = aws_codebuild_project.this.arn
  role_arn  = aws_iam_role.schedule[0].arn
}

resource "aws_iam_role" "schedule" {
  count = var.schedule == "" ? 0 : 1

  name                 = "${module.label.id}-schedule"
  description          = "Starts builds of ${module.label.id}"
  permissions_boundary = module.label.permissions_boundary

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "events.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

resource "aws_iam_role_policy" "schedule" {
  count = var.schedule == "" ? 0 : 1

  name = "start"
  role = aws_iam_role.schedule[0].name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "StartBuilds", Effect = "Allow", Action = "codebuild:StartBuild", Resource = aws_codebuild_project.this.arn }]
  })
}
