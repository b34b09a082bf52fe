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

module "service" {
  source = "../../modules/ecs-service"

  label                 = module.label
  vpc_id                = module.network.vpc_id
  public_subnet_ids     = module.network.public_subnet_ids
  tasks                 = module.network.tasks
  execution_role_arn    = module.app_base.execution_role_arn
  task_role_arn         = module.app_base.task_role_arn
  log_group_name        = module.app_base.log_group_name
  container_image       = var.container_image
  container_port        = var.container_port
  health_check_path     = var.health_check_path
  cpu                   = var.cpu
  memory                = var.memory
  desired_count         = var.awake ? var.desired_count : 0
  environment_variables = merge(var.environment_variables, var.secrets, { APP_SECRET_ARN = module.app_base.secret_arn })
  injected_secrets      = var.inject_secrets
  allowed_cidrs         = var.allowed_cidrs
  certificate_arn       = var.certificate_arn
  zone_id               = var.zone_id
  dns_name              = var.domain == "" ? var.dns_name : "${var.leasehold.name}.${var.domain}"
  wait_for_steady_state = var.wait_for_steady_state
}
