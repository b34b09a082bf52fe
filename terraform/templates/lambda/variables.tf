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

variable "description" {
  description = "What the function is for."
  type        = string
  default     = ""
  nullable    = false
}

variable "s3_bucket" {
  description = "Bucket of the zip file with the code, in the function's region; empty with image_uri."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = (var.s3_bucket == "") == (var.s3_key == "")
    error_message = "s3_bucket and s3_key are given together."
  }

  validation {
    condition     = (var.s3_bucket == "") != (var.image_uri == "")
    error_message = "The code is either s3_bucket with s3_key, or image_uri."
  }
}

variable "s3_key" {
  description = "Key of the zip file. Give each build a key of its own: the same key is the same code to Terraform, unless s3_object_version changes."
  type        = string
  default     = ""
  nullable    = false
}

variable "s3_object_version" {
  description = "Version of the zip file in a bucket that keeps versions; empty for the newest when the function is made."
  type        = string
  default     = ""
  nullable    = false
}

variable "image_uri" {
  description = "Image in ECR, with its digest or a tag that never moves; empty with s3_bucket."
  type        = string
  default     = ""
  nullable    = false
}

variable "runtime" {
  description = "Runtime of the code in the zip file."
  type        = string
  default     = "nodejs22.x"
  nullable    = false
}

variable "handler" {
  description = "Function in the zip file that is called, as <file>.<name>."
  type        = string
  default     = "index.handler"
  nullable    = false
}

variable "architecture" {
  description = "Processor: arm64, which costs less, or x86_64."
  type        = string
  default     = "arm64"
  nullable    = false
}

variable "memory_size" {
  description = "Memory in MB; the processor's share grows with it."
  type        = number
  default     = 256
  nullable    = false
}

variable "timeout" {
  description = "Seconds after which a call is ended."
  type        = number
  default     = 30
  nullable    = false
}

variable "ephemeral_storage" {
  description = "Size of /tmp in MB."
  type        = number
  default     = 512
  nullable    = false
}

variable "environment_variables" {
  description = "Settings of the function, in plain text; secrets are named in secrets."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(setintersection(keys(var.environment_variables), keys(var.secrets))) == 0
    error_message = "A name is either in environment_variables or in secrets."
  }
}

variable "secrets" {
  description = "By the name of an environment variable: ARN of a secret, which the variable then holds and the function may read."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "kms_key_arn" {
  description = "Key that encrypts settings and logs, tagged idp:managed = true and with a policy that lets CloudWatch Logs use it; empty for AWS's keys."
  type        = string
  default     = ""
  nullable    = false
}

variable "policies" {
  description = "By name: further policy documents, as JSON, for the function's role, such as the write_policy of a table."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "subnet_ids" {
  description = "Private subnets in which the function reaches others; empty for no network of its own."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = (length(var.subnet_ids) == 0) == (length(var.security_group_ids) == 0)
    error_message = "subnet_ids and security_group_ids are given together."
  }
}

variable "security_group_ids" {
  description = "Security groups of the function in its network."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "log_retention_days" {
  description = "Days for which logs are kept."
  type        = number
  default     = 30
  nullable    = false
}

variable "tracing" {
  description = "Whether calls are traced by X-Ray."
  type        = bool
  default     = true
  nullable    = false
}

variable "alias" {
  description = "Name that callers use; it points to the newest version."
  type        = string
  default     = "live"
  nullable    = false
}

variable "reserved_concurrency" {
  description = "Calls at the same time, kept for this function and its limit; -1 for a share of the account's, 0 to let none through."
  type        = number
  default     = -1
  nullable    = false

  validation {
    condition     = var.reserved_concurrency < 0 || var.provisioned_concurrency <= var.reserved_concurrency
    error_message = "provisioned_concurrency is a part of reserved_concurrency, where that is given."
  }
}

variable "provisioned_concurrency" {
  description = "Calls at the same time that find the function started; paid by the hour. 0 for none."
  type        = number
  default     = 0
  nullable    = false
}

variable "function_url" {
  description = "Whether the function has a URL of its own, for signed calls of those that IAM allows."
  type        = bool
  default     = false
  nullable    = false
}

variable "on_failure_arn" {
  description = "Queue, topic, function or event bus that gets what failed; empty for a queue of the function's own."
  type        = string
  default     = ""
  nullable    = false
}

variable "retry_attempts" {
  description = "How often an asynchronous call is tried again."
  type        = number
  default     = 2
  nullable    = false
}

variable "event_age" {
  description = "Seconds for which an asynchronous call is tried."
  type        = number
  default     = 21600
  nullable    = false
}

variable "event_sources" {
  description = "By name: queues and streams (SQS, DynamoDB, Kinesis) that the function reads in batches."
  type = map(object({
    arn               = string
    enabled           = optional(bool, true)
    batch_size        = optional(number, 10)
    batching_window   = optional(number, 0)
    starting_position = optional(string, "LATEST")
    retry_attempts    = optional(number, 5)
    filters           = optional(list(string), [])
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for source in values(var.event_sources) : source.batch_size <= 10 || source.batching_window > 0 || split(":", source.arn)[2] != "sqs"])
    error_message = "More than 10 messages of a queue need a batching_window of a second or more."
  }
}

variable "rules" {
  description = "By name: rules of EventBridge that call the function, each with a schedule or a pattern of events."
  type = map(object({
    schedule = optional(string, "")
    pattern  = optional(string, "")
    input    = optional(string, "")
    enabled  = optional(bool, true)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for rule in values(var.rules) : (rule.schedule == "") != (rule.pattern == "")])
    error_message = "A rule has either a schedule or a pattern."
  }
}

variable "callers" {
  description = "By name: services and accounts that may call the function beside those of its own account whom IAM allows; a service with the ARN or the account in whose name it calls."
  type = map(object({
    principal      = string
    source_arn     = optional(string, "")
    source_account = optional(string, "")
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for caller in values(var.callers) : !endswith(caller.principal, ".amazonaws.com") || caller.source_arn != "" || caller.source_account != ""])
    error_message = "A service that may call needs source_arn or source_account: otherwise it calls for any account."
  }
}
