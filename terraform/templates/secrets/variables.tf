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

variable "secrets" {
  description = "By last part of the name: what the secret is for, whether environments may read it, and by which function it rotates."
  type        = map(object({ description = string, shared = optional(bool, false), rotation = optional(object({ lambda_arn = string, days = optional(number, 30) })) }))
  nullable    = false
}

variable "recovery_window_days" {
  description = "Days in which a deleted secret can be brought back, while its name is not free."
  type        = number
  default     = 30
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of the key that encrypts the secrets; empty for aws/secretsmanager, which shared ones need."
  type        = string
  default     = ""
  nullable    = false
}
