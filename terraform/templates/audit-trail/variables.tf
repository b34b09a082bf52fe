variable "leasehold" {
  description = "The environment, supplied by the control plane: its name, the ULID of its life, its tags, and what bounds its roles, and whether it is permanent."
  type = object({
    name = string
    id   = string
    tags = map(string)

    permissions_boundary = optional(string)
    permanent            = optional(bool, false)
  })
  nullable = false
}

variable "state_bucket_arns" {
  description = "ARNs of buckets with Terraform states: each read and write of an object there is in the trail."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "secret_prefixes" {
  description = "With what the names of secrets begin whose readers are watched, such as shop/production/."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "reader_arns" {
  description = "ARNs of the roles that read these states and secrets; the topic is notified of anyone else."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "topic_arn" {
  description = "ARN of the topic that is notified, to which CloudWatch may publish."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = (var.topic_arn != "") == (length(var.state_bucket_arns) + length(var.secret_prefixes) > 0)
    error_message = "topic_arn is given with state_bucket_arns or secret_prefixes: it is notified of who reads them."
  }
}

variable "keep_days" {
  description = "Days for which the trail's files are kept."
  type        = number
  default     = 365
  nullable    = false
}

variable "lock_days" {
  description = "Days in which no one, not even the account's root, can delete a file of the trail; 0 for no lock. For permanent environments only."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.lock_days == 0 || var.leasehold.permanent
    error_message = "lock_days is for a permanent environment (--permanent): a bucket with locked files cannot be deleted when a lease ends."
  }

  validation {
    condition     = var.lock_days <= var.keep_days
    error_message = "lock_days must be at most keep_days."
  }
}

variable "log_retention_days" {
  description = "Days for which the copy in CloudWatch Logs, by which readers are counted, is kept."
  type        = number
  default     = 90
  nullable    = false
}
