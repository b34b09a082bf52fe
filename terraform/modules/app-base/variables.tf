variable "label" {
  description = "The names of the environment, from the label module."
  type        = object({ id = string, permissions_boundary = optional(string) })
  nullable    = false
}

variable "log_retention_days" {
  description = "Days that log lines are kept while the environment lives; the log group is deleted with it."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90], var.log_retention_days)
    error_message = "log_retention_days must be 1, 3, 5, 7, 14, 30, 60 or 90."
  }
}

variable "own_secret_arns" {
  description = "Secrets made by the same template in addition to the application's own that the task role may read."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "own_injected_secret_arns" {
  description = "Secrets made by the same template that ECS may inject in the container."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "shared_secret_arns" {
  description = "Full ARNs of other people's secrets that the task role may read, if they are tagged idp:shared = true."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.shared_secret_arns : can(regex("^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+-[A-Za-z0-9]{6}$", arn))])
    error_message = "Each secret must be the full ARN of one Secrets Manager secret, with its six random characters and no wildcard."
  }
}

variable "shared_injected_secret_arns" {
  description = "Full ARNs of other people's secrets that ECS may inject in the container, if they are tagged idp:shared = true."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.shared_injected_secret_arns : can(regex("^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+-[A-Za-z0-9]{6}$", arn))])
    error_message = "Each injected secret must be the full ARN of one Secrets Manager secret, with its six random characters and no wildcard."
  }
}
