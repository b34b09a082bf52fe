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

variable "image" {
  description = "Name of the image: catalog is pushed to the repository <project>-<environment>/catalog, from the template ecr."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,15}$", var.image))
    error_message = "image must be 2 to 16 lower-case letters and digits."
  }
}

variable "source_url" {
  description = "GitHub repository with the Dockerfile."
  type        = string
  nullable    = false
}

variable "connection_arn" {
  description = "ARN of the CodeConnections connection that may read the repository; empty for a public one."
  type        = string
  default     = ""
  nullable    = false
}

variable "permissions_boundary_arn" {
  description = "ARN of the policy that the build's role does not go beyond, as the target's owner asks of a foundation."
  type        = string
  nullable    = false
}

variable "compute_size" {
  description = "Size of the machine that builds."
  type        = string
  default     = "small"
  nullable    = false
}

variable "timeout_minutes" {
  description = "Minutes after which a build is stopped."
  type        = number
  default     = 30
  nullable    = false
}

variable "concurrent_builds" {
  description = "How many builds run at once; further ones wait. AWS refuses more than the account's quota, which is 1 in a new account."
  type        = number
  default     = 1
  nullable    = false
}

variable "log_retention_days" {
  description = "Days that the builds' log lines are kept."
  type        = number
  default     = 30
  nullable    = false
}
