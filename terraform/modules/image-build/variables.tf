variable "label" {
  description = "The names of the foundation."
  type        = object({ id = string })
  nullable    = false
}

variable "repository" {
  description = "The image repository that is pushed to, from the module ecr."
  type        = object({ arn = string, url = string })
  nullable    = false
}

variable "source_url" {
  description = "GitHub repository that is built, such as https://github.com/acme/shop.git."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^https://github\\.com/[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+\\.git$", var.source_url))
    error_message = "source_url must be https://github.com/<owner>/<repository>.git, without credentials."
  }
}

variable "connection_arn" {
  description = "CodeConnections connection that may read the repository; null for a public one. It takes the place of a token."
  type        = string
  default     = null
}

variable "permissions_boundary_arn" {
  description = "Policy that the build's role does not go beyond."
  type        = string
  default     = null
}

variable "compute_type" {
  description = "Size of the machine that builds."
  type        = string
  default     = "BUILD_GENERAL1_SMALL"
  nullable    = false

  validation {
    condition     = contains(["BUILD_GENERAL1_SMALL", "BUILD_GENERAL1_MEDIUM", "BUILD_GENERAL1_LARGE"], var.compute_type)
    error_message = "compute_type must be BUILD_GENERAL1_SMALL, _MEDIUM or _LARGE."
  }
}

variable "timeout_minutes" {
  description = "Minutes after which a build is stopped."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.timeout_minutes >= 5 && var.timeout_minutes <= 480
    error_message = "timeout_minutes must be 5 to 480."
  }
}

variable "concurrent_builds" {
  description = "How many builds run at once; further ones wait. AWS refuses more than the account's quota, which is 1 in a new account."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.concurrent_builds >= 1
    error_message = "concurrent_builds must be at least 1."
  }
}

variable "log_retention_days" {
  description = "Days that log lines are kept."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90], var.log_retention_days)
    error_message = "log_retention_days must be 1, 3, 5, 7, 14, 30, 60 or 90."
  }
}
