variable "label" {
  description = "The names of the foundation: the account's number ends the name of the bucket, which must be unique in the world."
  type        = object({ id = string })
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,43}[a-z0-9]$", var.label.id))
    error_message = "label.id must be 2 to 45 lower-case letters, digits and hyphens, starting with a letter."
  }
}

variable "old_versions" {
  description = "How many old versions of a state are kept whatever their age, and after how many days the rest expire."
  type        = object({ keep = optional(number, 10), days = optional(number, 90) })
  default     = {}
  nullable    = false

  validation {
    condition     = var.old_versions.keep >= 1 && var.old_versions.keep <= 100 && var.old_versions.days >= 1
    error_message = "old_versions must keep 1 to 100 versions and days must be at least 1."
  }
}

variable "access_log_bucket" {
  description = "Name of a bucket that receives the access log; none if empty."
  type        = string
  default     = ""
  nullable    = false
}

variable "reader_arns" {
  description = "ARNs of the roles, of this or other accounts, that may read states; without one there is no read role."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.reader_arns : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", arn))])
    error_message = "Each reader must be the ARN of one role: no account, no wildcard."
  }
}

variable "readable_prefix" {
  description = "With which the keys begin that reader_arns may read, such as shopstack/dev/."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^([A-Za-z0-9_.-]+/)*$", var.readable_prefix))
    error_message = "readable_prefix must be folders, each ended by a slash, without a wildcard."
  }
}

variable "permissions_boundary_arn" {
  description = "Policy that the read role does not go beyond; none if null."
  type        = string
  default     = null
}
