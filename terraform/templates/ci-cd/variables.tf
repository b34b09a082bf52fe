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

variable "source_url" {
  description = "Address of the Git repository that is built: at github.com, gitlab.com or bitbucket.org."
  type        = string
  nullable    = false
}

variable "branch" {
  description = "Branch, tag or commit that is built."
  type        = string
  default     = "main"
  nullable    = false
}

variable "connection_arn" {
  description = "ARN of a connection to the host of a private repository, which a person has confirmed in the console; empty for a public repository."
  type        = string
  default     = ""
  nullable    = false
}

variable "buildspec" {
  description = "Path of the build's steps within the repository."
  type        = string
  default     = "buildspec.yml"
  nullable    = false
}

variable "compute_type" {
  description = "Size of the machine of a build."
  type        = string
  default     = "BUILD_GENERAL1_SMALL"
  nullable    = false
}

variable "timeout_minutes" {
  description = "Minutes after which a build is ended."
  type        = number
  default     = 30
  nullable    = false
}

variable "concurrent_builds" {
  description = "How many builds run at once; the others wait."
  type        = number
  default     = 1
  nullable    = false
}

variable "variables" {
  description = "Variables of builds by name, which everyone who sees the project reads."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "secret_arns" {
  description = "By variable: ARN of the secret whose value a build has in it."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(setintersection(keys(var.secret_arns), keys(var.variables))) == 0
    error_message = "A variable is among variables or secret_arns, and not both."
  }
}

variable "push_repositories" {
  description = "Names of the image repositories of the account that builds push to; none by default."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "schedule" {
  description = "When a build is started, as an expression of EventBridge: rate(1 day), cron(0 5 * * ? *); empty for no schedule."
  type        = string
  default     = ""
  nullable    = false
}

variable "vpc_id" {
  description = "Id of the VPC that builds run in, with private_subnet_ids and security_group_ids; empty for AWS's network."
  type        = string
  default     = ""
  nullable    = false
}

variable "private_subnet_ids" {
  description = "Ids of subnets with a way out through a NAT gateway: a build has no public address."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = (length(var.private_subnet_ids) > 0) == (var.vpc_id != "")
    error_message = "private_subnet_ids are given with vpc_id."
  }
}

variable "security_group_ids" {
  description = "Ids of the security groups of builds in a VPC."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = (length(var.security_group_ids) > 0) == (var.vpc_id != "")
    error_message = "security_group_ids are given with vpc_id."
  }
}

variable "log_retention_days" {
  description = "Days for which logs of builds are kept."
  type        = number
  default     = 30
  nullable    = false
}
