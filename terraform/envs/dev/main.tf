provider "aws" {
  region = var.region

  default_tags {
    tags = { project = var.project, environment = local.environment }
  }
}

locals {
  environment = "dev"
  label       = { id = "${var.project}-${local.environment}" }
  prefix      = "${var.project}/${local.environment}/"

  # A job of the infrastructure's repository runs in a GitHub environment, which forks cannot use and people can guard.
  infra = { for key in ["owner", "owner_id", "repository", "repository_id"] : key => var.repositories.infra[key] }
  apps = [
    for app in var.repositories.apps : merge({ for key in ["owner", "owner_id", "repository", "repository_id"] : key => app[key] }, { branch = app.branch })
  ]
}

module "state_backend" {
  source = "../../modules/state-backend"

  label                    = local.label
  reader_arns              = var.state_reader_arns
  readable_prefix          = local.prefix
  permissions_boundary_arn = var.permissions_boundary_arn
}

module "network" {
  source = "../../modules/network"

  label    = local.label
  vpc_cidr = var.vpc_cidr
  zones    = 3
  nat      = var.nat
}

module "oidc_provider" {
  source = "../../modules/oidc-provider"
}

module "ecr" {
  source = "../../modules/ecr"

  names       = [for app in var.repositories.apps : "${local.label.id}/${app.image}"]
  puller_arns = var.image_puller_arns
}

module "secrets" {
  source = "../../modules/secrets"

  project     = var.project
  environment = local.environment
  secrets     = var.secrets
}

module "image_build" {
  source   = "../../modules/image-build"
  for_each = { for app in var.repositories.apps : app.image => app }

  label                    = { id = "${local.label.id}-${each.key}" }
  repository               = module.ecr.repositories["${local.label.id}/${each.key}"]
  source_url               = "https://github.com/${each.value.owner}/${each.value.repository}.git"
  connection_arn           = var.connection_arn
  permissions_boundary_arn = var.permissions_boundary_arn
}

module "github_roles" {
  source = "../../modules/github-roles"

  label             = local.label
  oidc_provider_arn = module.oidc_provider.arn

  trust = {
    plan  = [merge(local.infra, { environment = "${local.environment}-plan" })]
    apply = [merge(local.infra, { environment = local.environment, branch = var.repositories.infra.branch })]
    push  = local.apps
    build = local.apps
  }

  state                    = merge(module.state_backend.access, { prefix = local.prefix })
  apply_policy_arns        = var.apply_policy_arns
  permissions_boundary_arn = var.permissions_boundary_arn
  repository_arns          = values(module.ecr.repositories)[*].arn
  build_project_arns       = values(module.image_build)[*].project_arn
}
