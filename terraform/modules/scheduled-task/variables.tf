variable "label" {
  description = "The names and tags of the environment, from the label module."
  type        = object({ id = string, tags = map(string), permissions_boundary = optional(string) })
  nullable    = false
}

variable "vpc_id" {
  description = "Id of the VPC."
  type        = string
  nullable    = false
}

variable "tasks" {
  description = "Where tasks run, from the network module."
  type        = object({ subnet_ids = list(string), public_ip = bool })
  nullable    = false
}

variable "execution_role_arn" {
  description = "ARN of the role that ECS uses to start a task."
  type        = string
  nullable    = false
}

variable "task_role_arn" {
  description = "ARN of the role of the application."
  type        = string
  nullable    = false
}

variable "task_role_name" {
  description = "Name of the role of the application."
  type        = string
  nullable    = false
}

variable "log_group_name" {
  description = "Name of the log group of the tasks."
  type        = string
  nullable    = false
}

variable "schedule_expression" {
  description = "When the task runs, in UTC: rate(1 hour) or cron(0 6 * * ? *)."
  type        = string
  default     = "rate(1 hour)"
  nullable    = false

  validation {
    condition     = can(regex("^(rate\\((1 (minute|hour|day)|([2-9]|[1-9][0-9]{1,4}) (minutes|hours|days))\\)|cron\\([^ ()]+( [^ ()]+){5}\\))$", var.schedule_expression))
    error_message = "schedule_expression must be rate(1 hour), rate(5 minutes) and the like, or cron() with six fields."
  }
}

variable "container_image" {
  description = "Image of the container, with a tag or digest."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9][a-zA-Z0-9._/:@-]{0,254}$", var.container_image))
    error_message = "container_image must be an image reference such as public.ecr.aws/docker/library/alpine:3."
  }
}

variable "command" {
  description = "Command of the container as a list of words; empty for the image's own."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "cpu" {
  description = "CPU units of a task; 1024 are one vCPU."
  type        = number
  default     = 256
  nullable    = false

  validation {
    condition     = contains([256, 512, 1024, 2048, 4096], var.cpu)
    error_message = "cpu must be 256, 512, 1024, 2048 or 4096."
  }
}

variable "memory" {
  description = "Memory of a task in MiB; Fargate sells it in steps that depend on cpu."
  type        = number
  default     = 512
  nullable    = false

  validation {
    condition = contains(lookup({
      256  = [512, 1024, 2048]
      512  = range(1024, 4097, 1024)
      1024 = range(2048, 8193, 1024)
      2048 = range(4096, 16385, 1024)
      4096 = range(8192, 30721, 1024)
    }, var.cpu, []), var.memory)
    error_message = "memory is not available with cpu = ${var.cpu} on Fargate: 256 takes 512, 1024 or 2048; 512 takes 1024 to 4096; 1024 takes 2048 to 8192; 2048 takes 4096 to 16384; 4096 takes 8192 to 30720; in steps of 1024."
  }
}

variable "environment_variables" {
  description = "Environment variables of the container, in plain text."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in keys(var.environment_variables) : can(regex("^[A-Za-z_][A-Za-z0-9_]*$", name))])
    error_message = "Names of environment variables hold letters, digits and underscores."
  }
}

variable "injected_secrets" {
  description = "Environment variable to secret (an ARN, or ARN:json-key::) that ECS puts in the container in plain text."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in keys(var.injected_secrets) : can(regex("^[A-Za-z_][A-Za-z0-9_]*$", name))])
    error_message = "Names of environment variables hold letters, digits and underscores."
  }

  validation {
    condition     = length(setintersection(keys(var.injected_secrets), keys(var.environment_variables))) == 0
    error_message = "An environment variable is either plain text or a secret, not both: ${join(", ", setintersection(keys(var.injected_secrets), keys(var.environment_variables)))}."
  }
}

variable "s3_bucket_arn" {
  description = "ARN of a bucket, tagged idp:shared = true, that the task may list and read; empty for none."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = var.s3_bucket_arn == "" || can(regex("^arn:aws[a-z-]*:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.s3_bucket_arn))
    error_message = "s3_bucket_arn must be the ARN of one bucket without a path or wildcard, or empty."
  }
}

variable "egress_ports" {
  description = "TCP ports that tasks may reach outside; 443 is needed for images, logs and secrets."
  type        = list(number)
  default     = [443]
  nullable    = false

  validation {
    condition     = contains(var.egress_ports, 443)
    error_message = "egress_ports must hold 443, without which no task can start."
  }
}

variable "retry_attempts" {
  description = "How often EventBridge tries again to start a task that could not be started."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = var.retry_attempts >= 0 && var.retry_attempts <= 185 && floor(var.retry_attempts) == var.retry_attempts
    error_message = "retry_attempts must be between 0 and 185."
  }
}

variable "awake" {
  description = "Whether the schedule starts the task."
  type        = bool
  default     = true
  nullable    = false
}
