module "network" {
  source = "../../modules/network"

  label    = { id = "${var.project}-${var.environment}" }
  vpc_cidr = var.vpc_cidr
  zones    = var.zones
  nat      = var.nat
}
