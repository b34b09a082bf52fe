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
  own_secret_arns             = [module.database.credentials_secret_arn]
  own_injected_secret_arns    = var.inject_db_credentials ? [module.database.credentials_secret_arn] : []
  shared_secret_arns          = distinct(values(var.secrets))
  shared_injected_secret_arns = distinct(values(var.inject_secrets))
}

module "database" {
  source = "../../modules/rds-postgres"

  label                    = module.label
  vpc_id                   = module.network.vpc_id
  private_subnet_ids       = module.network.private_subnet_ids
  client_security_group_id = module.service.tasks_security_group_id
  db_name                  = var.db_name
  engine_version           = var.db_engine_version
  instance_class           = var.db_instance_class
  allocated_storage        = var.db_allocated_storage
  multi_az                 = var.db_multi_az
  backup_retention_days    = var.db_backup_retention_days
  awake                    = var.awake
}

locals {
  database_environment = {
    APP_SECRET_ARN = module.app_base.secret_arn
    DB_HOST        = module.database.address
    DB_PORT        = tostring(module.database.port)
    DB_NAME        = module.database.db_name
    DB_SECRET_ARN  = module.database.credentials_secret_arn
  }

  database_secrets = var.inject_db_credentials ? {
    DB_USER     = "${module.database.credentials_secret_arn}:username::"
    DB_PASSWORD = "${module.database.credentials_secret_arn}:password::"
  } : {}
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
  environment_variables = merge(var.environment_variables, var.secrets, local.database_environment)
  injected_secrets      = merge(var.inject_secrets, local.database_secrets)
  allowed_cidrs         = var.allowed_cidrs
  certificate_arn       = var.certificate_arn
  zone_id               = var.zone_id
  dns_name              = var.domain == "" ? var.dns_name : "${var.leasehold.name}.${var.domain}"
  wait_for_steady_state = var.wait_for_steady_state
}
