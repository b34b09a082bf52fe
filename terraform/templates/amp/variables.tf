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

variable "rule_groups" {
  description = "By name: expressions that are recorded under a name of their own, and alerts, each with how long it must hold."
  type = map(object({
    records = optional(map(string), {})
    alerts  = optional(map(object({ expr = string, summary = string, for = optional(string, "5m"), labels = optional(map(string), {}) })), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for group in values(var.rule_groups) : length(group.records) + length(group.alerts) > 0])
    error_message = "A group of rules must have records or alerts."
  }
}

variable "topic_arn" {
  description = "ARN of a topic that is notified of alerts, to which aps.amazonaws.com may publish; empty for no alert manager."
  type        = string
  default     = ""
  nullable    = false
}

variable "repeat_interval" {
  description = "After how long an alert that still holds is sent again."
  type        = string
  default     = "4h"
  nullable    = false
}

variable "log_retention_days" {
  description = "Days for which the workspace's own log is kept."
  type        = number
  default     = 30
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of a key that encrypts metrics and log; empty for keys of AWS."
  type        = string
  default     = ""
  nullable    = false
}
