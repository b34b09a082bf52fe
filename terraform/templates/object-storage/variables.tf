variable "leasehold" {
  description = "The environment, supplied by the control plane: its name, the ULID of its life, its tags, and what bounds its roles, and whether it has no end."
  type = object({
    name = string
    id   = string
    tags = map(string)

    permissions_boundary = optional(string)
    permanent            = optional(bool, false)
  })
  nullable = false
}

variable "buckets" {
  description = "By name: buckets, each with its versions, rules of lifecycle, lock, readers and writers by role and prefix, and where its objects are replicated."
  type = map(object({
    versioning        = optional(bool, true)
    old_versions_days = optional(number, 90)

    lifecycle = optional(map(object({
      prefix            = optional(string, "")
      transitions       = optional(map(number), {})
      expire_days       = optional(number, 0)
      old_versions_days = optional(number, 0)
      old_versions_kept = optional(number, 0)
    })), {})

    object_lock = optional(object({ mode = optional(string, "GOVERNANCE"), days = number }))

    cors = optional(list(object({
      origins = list(string)
      methods = list(string)
      headers = optional(list(string), [])
      exposed = optional(list(string), [])
      max_age = optional(number, 3600)
    })), [])

    readers = optional(map(object({ role_arns = list(string), prefixes = optional(list(string), [""]) })), {})
    writers = optional(map(object({ role_arns = list(string), prefixes = optional(list(string), [""]) })), {})

    cloudfront_distribution_arns = optional(list(string), [])
    replicas_from                = optional(list(string), [])
    takes_logs_of                = optional(list(string), [])

    replicate_to = optional(object({
      bucket_arn    = string
      account       = optional(string, "")
      kms_key_arn   = optional(string, "")
      prefix        = optional(string, "")
      storage_class = optional(string, "STANDARD")
      deletes       = optional(bool, true)
    }))
  }))
  nullable = false

  validation {
    condition     = alltrue([for bucket in values(var.buckets) : bucket.versioning || (bucket.object_lock == null && bucket.replicate_to == null && length(bucket.replicas_from) == 0)])
    error_message = "Object Lock and replication need versioning, here and where replicas are taken."
  }

  # No one can take such a lock away, so the lease could not end.
  validation {
    condition     = alltrue([for bucket in values(var.buckets) : var.leasehold.permanent || try(bucket.object_lock.mode, "") != "COMPLIANCE"])
    error_message = "Object Lock in mode COMPLIANCE is for permanent environments: a lease could not end before the last object's time is up."
  }

  validation {
    condition     = alltrue([for bucket in values(var.buckets) : bucket.replicate_to == null || (try(bucket.replicate_to.kms_key_arn, "") != "") == (var.own_key || var.kms_key_arn != "")])
    error_message = "A bucket encrypted by a key is replicated to one with a key (replicate_to.kms_key_arn), and one without a key to one without."
  }

  validation {
    condition     = alltrue(flatten([for bucket in values(var.buckets) : [for rule in values(bucket.lifecycle) : rule.old_versions_kept == 0 || rule.old_versions_days > 0]]))
    error_message = "old_versions_kept is given with old_versions_days."
  }

  validation {
    condition     = alltrue(flatten([for bucket in values(var.buckets) : [for rule in values(bucket.lifecycle) : length(rule.transitions) > 0 || rule.expire_days > 0 || rule.old_versions_days > 0]]))
    error_message = "A rule of lifecycle says at least one of transitions, expire_days and old_versions_days."
  }

  validation {
    condition     = !var.access_logs || !contains(keys(var.buckets), "logs")
    error_message = "The name logs is that of the bucket for access logs."
  }
}

variable "own_key" {
  description = "Whether a key of its own encrypts the buckets, which costs something and shows each use in CloudTrail; otherwise S3's does, unless kms_key_arn names one."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !var.own_key || var.kms_key_arn == ""
    error_message = "own_key and kms_key_arn exclude each other."
  }
}

variable "kms_key_arn" {
  description = "ARN of a key that encrypts the buckets; empty for S3's, or for one of its own."
  type        = string
  default     = ""
  nullable    = false
}

variable "access_logs" {
  description = "Whether each access is logged, into a bucket of its own."
  type        = bool
  default     = true
  nullable    = false
}

variable "log_retention_days" {
  description = "Days until a log is deleted."
  type        = number
  default     = 90
  nullable    = false
}
