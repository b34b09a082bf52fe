module "label" {
  source = "../../modules/label"

  leasehold = var.leasehold
}

module "network" {
  source = "../../modules/network"

  label    = module.label
  vpc_cidr = var.vpc_cidr
  nat      = var.nat
  awake    = var.awake
}

module "app_base" {
  source = "../../modules/app-base"

  label                       = module.label
  log_retention_days          = var.log_retention_days
  shared_secret_arns          = distinct(values(var.secrets))
  shared_injected_secret_arns = distinct(values(var.inject_secrets))
}

module "task" {
  source = "../../modules/scheduled-task"

  label                 = module.label
  vpc_id                = module.network.vpc_id
  tasks                 = module.network.tasks
  execution_role_arn    = module.app_base.execution_role_arn
  task_role_arn         = module.app_base.task_role_arn
  task_role_name        = module.app_base.task_role_name
  log_group_name        = module.app_base.log_group_name
  schedule_expression   = var.schedule_expression
  awake                 = var.awake
  container_image       = var.container_image
  command               = var.command
  cpu                   = var.cpu
  memory                = var.memory
  environment_variables = merge(var.environment_variables, var.secrets, { APP_SECRET_ARN = module.app_base.secret_arn })
  injected_secrets      = var.inject_secrets
  s3_bucket_arn         = var.s3_bucket_arn
  retry_attempts        = var.retry_attempts
}
