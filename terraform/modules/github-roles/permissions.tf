locals {
  managed_policies = { plan = var.read_policy_arns, apply = var.apply_policy_arns }

  permissions = {
    plan  = concat(local.read_state, local.lock_state, local.save_plans, local.read_no_other_data)
    apply = concat(local.read_state, local.lock_state, local.write_state, local.take_plans)
    push  = local.push_images
    build = local.run_builds
  }

  state = var.state == null ? { bucket_arn = "", lock_table_arn = "", kms_key_arn = "", prefix = "" } : var.state

  states = "${local.state.bucket_arn}/${local.state.prefix}*.tfstate"

  # A saved plan holds what the state holds; it lies apart, where readers of states do not come.
  plans = "${local.state.bucket_arn}/plans/${local.state.prefix}*.tfplan"

  # The lock table's keys name the bucket and the state, and end in -md5 where they hold its digest.
  lock_keys = "${join("", regexall("[^:]+$", local.state.bucket_arn))}/${local.state.prefix}*.tfstate"

  read_state = [
    {
      Effect    = "Allow"
      Action    = "s3:ListBucket"
      Resource  = local.state.bucket_arn
      Condition = { StringLike = { "s3:prefix" = "${local.state.prefix}*" } }
    },
    { Effect = "Allow", Action = "s3:GetObject", Resource = [local.states, "${local.states}.tflock"] },
    { Effect = "Allow", Action = "kms:Decrypt", Resource = local.state.kms_key_arn },
    {
      Effect    = "Allow"
      Action    = "dynamodb:GetItem"
      Resource  = local.state.lock_table_arn
      Condition = { "ForAllValues:StringLike" = { "dynamodb:LeadingKeys" = [local.lock_keys, "${local.lock_keys}-md5"] } }
    },
  ]

  lock_state = [
    { Effect = "Allow", Action = ["s3:PutObject", "s3:DeleteObject"], Resource = "${local.states}.tflock" },
    { Effect = "Allow", Action = "kms:GenerateDataKey", Resource = local.state.kms_key_arn },
    {
      Effect    = "Allow"
      Action    = ["dynamodb:PutItem", "dynamodb:DeleteItem"]
      Resource  = local.state.lock_table_arn
      Condition = { "ForAllValues:StringLike" = { "dynamodb:LeadingKeys" = [local.lock_keys] } }
    },
  ]

  write_state = [
    { Effect = "Allow", Action = "s3:PutObject", Resource = local.states },
    {
      Effect    = "Allow"
      Action    = ["dynamodb:PutItem", "dynamodb:DeleteItem"]
      Resource  = local.state.lock_table_arn
      Condition = { "ForAllValues:StringLike" = { "dynamodb:LeadingKeys" = ["${local.lock_keys}-md5"] } }
    },
  ]

  save_plans = [
    { Effect = "Allow", Action = "s3:PutObject", Resource = local.plans },
  ]

  take_plans = [
    {
      Effect    = "Allow"
      Action    = "s3:ListBucket"
      Resource  = local.state.bucket_arn
      Condition = { StringLike = { "s3:prefix" = "plans/${local.state.prefix}*" } }
    },
    { Effect = "Allow", Action = ["s3:GetObject", "s3:DeleteObject"], Resource = local.plans },
  ]

  # A policy that reads all settings of an account mostly reads its data too, and other states among it.
  read_no_other_data = [
    { Effect = "Deny", Action = ["s3:GetObject", "s3:GetObjectVersion"], NotResource = [local.states, "${local.states}.tflock"] },
    { Effect = "Deny", Action = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan"], NotResource = local.state.lock_table_arn },
    { Effect = "Deny", Action = ["secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue", "ssm:GetParameter*"], Resource = "*" },
  ]

  push_images = [
    { Effect = "Allow", Action = "ecr:GetAuthorizationToken", Resource = "*" },
    {
      Effect = "Allow"
      Action = [
        "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload", "ecr:DescribeImages",
        "ecr:GetDownloadUrlForLayer", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart",
      ]
      Resource = var.repository_arns
    },
  ]

  run_builds = [
    { Effect = "Allow", Action = ["codebuild:BatchGetBuilds", "codebuild:StartBuild", "codebuild:StopBuild"], Resource = var.build_project_arns },
  ]
}
