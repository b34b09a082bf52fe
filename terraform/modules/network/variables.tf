variable "label" {
  description = "The names of the environment, from the label module."
  type        = object({ id = string })
  nullable    = false
}

variable "vpc_cidr" {
  description = "IPv4 range of the VPC, /16 to /24; it is cut in 16 parts, two of which become subnets of each zone."
  type        = string
  default     = "10.0.0.0/16"
  nullable    = false

  validation {
    condition     = can(cidrhost(var.vpc_cidr, 0)) && cidrhost(var.vpc_cidr, 0) == split("/", var.vpc_cidr)[0]
    error_message = "vpc_cidr must be an IPv4 range that begins at its first address, such as 10.0.0.0/16."
  }

  validation {
    condition     = can(tonumber(split("/", var.vpc_cidr)[1])) && tonumber(split("/", var.vpc_cidr)[1]) >= 16 && tonumber(split("/", var.vpc_cidr)[1]) <= 24
    error_message = "vpc_cidr must be between /16 and /24."
  }
}

variable "zones" {
  description = "In how many availability zones there are subnets: 2 or 3."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = contains([2, 3], var.zones)
    error_message = "zones must be 2 or 3."
  }
}

variable "nat" {
  description = "How tasks reach the internet: `single`, one NAT gateway; `per-zone`, one in each zone; `none`, a public address of their own."
  type        = string
  default     = "single"
  nullable    = false

  validation {
    condition     = contains(["none", "single", "per-zone"], var.nat)
    error_message = "nat must be \"none\", \"single\" or \"per-zone\"."
  }
}

variable "awake" {
  description = "Whether there is the way out that `nat` says; its addresses stay while there is none."
  type        = bool
  default     = true
  nullable    = false
}
