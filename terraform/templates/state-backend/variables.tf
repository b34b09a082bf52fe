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
  description = "First part of every name, such as shopstack."
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

variable "keep_versions" {
  description = "How many old versions of a state stay, whatever their age."
  type        = number
  default     = 10
  nullable    = false
}

variable "version_days" {
  description = "Days after which older versions than those expire."
  type        = number
  default     = 90
  nullable    = false
}

variable "access_log_bucket" {
  description = "Name of a bucket that receives the access log; empty for none."
  type        = string
  default     = ""
  nullable    = false
}

variable "reader_arns" {
  description = "ARNs of the roles, of this or other accounts, that may read states below <project>/<environment>/; without one there is no read role."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "permissions_boundary_arn" {
  description = "ARN of the policy that the read role does not go beyond; empty for the target's own."
  type        = string
  default     = ""
  nullable    = false
}
