module "oidc_provider" {
  source = "../../modules/oidc-provider"
}
