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

variable "schedule_expression" {
  description = "When the task runs, in UTC: rate(1 hour) or cron(0 6 * * ? *)."
  type        = string
  default     = "rate(1 hour)"
  nullable    = false
}

variable "container_image" {
  description = "Image of the container, with a tag or digest."
  type        = string
  default     = "public.ecr.aws/docker/library/alpine:3"
  nullable    = false
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
}

variable "memory" {
  description = "Memory of a task in MiB; must be a value that Fargate offers for cpu."
  type        = number
  default     = 512
  nullable    = false
}

variable "environment_variables" {
  description = "Environment variables of the container, in plain text; never for secrets."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "secrets" {
  description = "Environment variable to ARN of a secret tagged idp:shared = true: the container gets the ARN and its role may read it."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "inject_secrets" {
  description = "Environment variable to ARN of a secret tagged idp:shared = true: ECS puts the value itself in the container, in plain text."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "log_retention_days" {
  description = "Days that log lines are kept while the environment lives."
  type        = number
  default     = 3
  nullable    = false
}

variable "vpc_cidr" {
  description = "IPv4 range of the environment's own VPC, /16 to /24."
  type        = string
  default     = "10.0.0.0/16"
  nullable    = false
}

variable "nat" {
  description = "How tasks reach the internet: single, one NAT gateway; none, a public address per task, cheaper and less closed."
  type        = string
  default     = "single"
  nullable    = false
}

variable "s3_bucket_arn" {
  description = "ARN of a bucket tagged idp:shared = true that the task may list and read; empty for none."
  type        = string
  default     = ""
  nullable    = false
}

variable "retry_attempts" {
  description = "How often EventBridge tries again to start a task that could not be started."
  type        = number
  default     = 3
  nullable    = false
}

variable "awake" {
  description = "Whether it is awake, supplied by the control plane: asleep, nothing runs that costs by the hour and can be started again."
  type        = bool
  default     = true
  nullable    = false
}
