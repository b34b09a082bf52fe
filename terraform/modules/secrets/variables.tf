variable "project" {
  description = "First part of every name."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]*[a-z0-9]$", var.project))
    error_message = "project must be lower-case letters, digits and hyphens, starting with a letter."
  }
}

variable "environment" {
  description = "Second part of every name, such as dev."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]*[a-z0-9]$", var.environment))
    error_message = "environment must be lower-case letters, digits and hyphens, starting with a letter."
  }
}

variable "secrets" {
  description = "By last part of the name: what the secret is for, whether environments may read it, how it rotates, and the version of its value in `values`."
  type = map(object({
    description   = string
    shared        = optional(bool, false)
    rotation      = optional(object({ lambda_arn = string, days = optional(number, 30) }))
    value_version = optional(number)
  }))
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.secrets) : can(regex("^[a-z][a-z0-9-]*[a-z0-9]$", name))])
    error_message = "A secret's name must be lower-case letters, digits and hyphens, starting with a letter."
  }

  validation {
    condition     = alltrue([for secret in var.secrets : secret.rotation == null || try(secret.rotation.days >= 1 && secret.rotation.days <= 1000, false)])
    error_message = "A secret must rotate after 1 to 1000 days."
  }

  validation {
    condition     = alltrue([for secret in var.secrets : !secret.shared || var.kms_key_arn == null])
    error_message = "A shared secret must be under the key aws/secretsmanager: environments hold no right to another key."
  }
}

variable "values" {
  description = "By last part of the name: the value of each secret that has a value_version. In no plan and no state; sent when the version changes."
  type        = map(string)
  default     = {}
  nullable    = false
  ephemeral   = true
}

variable "kms_key_arn" {
  description = "Key that encrypts the secrets; null for aws/secretsmanager."
  type        = string
  default     = null
}

variable "recovery_window_days" {
  description = "Days in which a deleted secret can be brought back, while its name is not free: 7 to 30."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.recovery_window_days >= 7 && var.recovery_window_days <= 30
    error_message = "recovery_window_days must be 7 to 30."
  }
}
