variable "project" {
  description = "First part of every name."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,18}[a-z0-9]$", var.project))
    error_message = "project must be 2 to 20 lower-case letters, digits and hyphens, starting with a letter."
  }
}

variable "region" {
  description = "AWS region of everything here."
  type        = string
  nullable    = false
}

variable "repositories" {
  description = "The GitHub repositories: `infra` holds this configuration, each of `apps` builds one image. Ids: gh api repos/OWNER/REPOSITORY --jq '.id, .owner.id'."
  type = object({
    infra = object({ owner = string, owner_id = string, repository = string, repository_id = string, branch = optional(string, "main") })
    apps  = list(object({ owner = string, owner_id = string, repository = string, repository_id = string, branch = optional(string, "main"), image = string }))
  })
  nullable = false

  validation {
    condition     = length(var.repositories.apps) > 0 && length(distinct(var.repositories.apps[*].image)) == length(var.repositories.apps)
    error_message = "repositories.apps must name one at least, each with an image of its own."
  }

  validation {
    condition     = alltrue([for app in var.repositories.apps : can(regex("^[a-z][a-z0-9]{1,15}$", app.image))])
    error_message = "Each image must be 2 to 16 lower-case letters and digits."
  }
}

variable "apply_policy_arns" {
  description = "Managed policies with which GitHub's job apply changes this account."
  type        = list(string)
  nullable    = false
}

variable "permissions_boundary_arn" {
  description = "Policy that no role made here goes beyond."
  type        = string
  nullable    = false
}

variable "connection_arn" {
  description = "CodeConnections connection that may read the repositories of apps; null if they are public."
  type        = string
  default     = null
}

variable "secrets" {
  description = "By name: the secrets <project>/dev/<name>, made empty; see modules/secrets."
  type        = map(object({ description = string, shared = optional(bool, false), rotation = optional(object({ lambda_arn = string, days = optional(number, 30) })) }))
  default     = {}
  nullable    = false
}

variable "vpc_cidr" {
  description = "IPv4 range of the VPC, /16 to /24."
  type        = string
  default     = "10.0.0.0/16"
  nullable    = false
}

variable "nat" {
  description = "How private subnets reach the internet: none, single or per-zone."
  type        = string
  default     = "single"
  nullable    = false
}

variable "state_reader_arns" {
  description = "ARNs of the roles of target accounts that may read the states of this environment."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "image_puller_arns" {
  description = "ARNs of the roles of other accounts that may pull images."
  type        = list(string)
  default     = []
  nullable    = false
}
