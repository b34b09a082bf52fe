variable "leasehold" {
  description = "The environment, supplied by the control plane: its name, the ULID of its life, its tags, and what bounds its roles."
  type = object({
    name = string
    id   = string
    tags = map(string)

    permissions_boundary = optional(string)
  })
  nullable = false
}

variable "project" {
  description = "First part of every name."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,18}[a-z0-9]$", var.project))
    error_message = "project must be 2 to 20 lower-case letters, digits and hyphens, starting with a letter."
  }
}

variable "environment" {
  description = "Second part of every name: which environment of the project this is the foundation of."
  type        = string
  default     = "dev"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,10}[a-z0-9]$", var.environment))
    error_message = "environment must be 2 to 12 lower-case letters, digits and hyphens, starting with a letter."
  }
}

variable "vpc_cidr" {
  description = "IPv4 range of the VPC, /16 to /24; it is cut in 16 parts, two of which become subnets of each zone."
  type        = string
  default     = "10.0.0.0/16"
  nullable    = false
}

variable "zones" {
  description = "In how many availability zones there are subnets."
  type        = number
  default     = 3
  nullable    = false
}

variable "nat" {
  description = "How private subnets reach the internet: single, one NAT gateway; per-zone, one in each zone; none, not at all."
  type        = string
  default     = "single"
  nullable    = false
}
