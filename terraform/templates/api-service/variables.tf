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

variable "container_image" {
  description = "Image of the container, with a tag or digest."
  type        = string
  default     = "public.ecr.aws/nginx/nginx:stable-alpine"
  nullable    = false
}

variable "container_port" {
  description = "TCP port that the container listens on."
  type        = number
  default     = 80
  nullable    = false
}

variable "health_check_path" {
  description = "Path that answers 200 to 399 when the application is healthy."
  type        = string
  default     = "/"
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

variable "desired_count" {
  description = "How many tasks run; 0 stops the application and keeps the rest."
  type        = number
  default     = 1
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

variable "allowed_cidrs" {
  description = "IPv4 ranges that may reach the load balancer."
  type        = list(string)
  default     = ["0.0.0.0/0"]
  nullable    = false
}

variable "certificate_arn" {
  description = "ARN of an ACM certificate for the name, such as a wildcard of the domain; empty for plain HTTP."
  type        = string
  default     = ""
  nullable    = false
}

variable "zone_id" {
  description = "Id of the Route 53 zone in which the name is made; empty to make it elsewhere."
  type        = string
  default     = ""
  nullable    = false
}

variable "dns_name" {
  description = "Name under which the service is reached; empty for the load balancer's own."
  type        = string
  default     = ""
  nullable    = false
}

variable "domain" {
  description = "Domain of many environments, in place of dns_name: the service is reached under the environment's name below it."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = var.domain == "" || var.dns_name == ""
    error_message = "Give dns_name or domain, not both."
  }
}

variable "wait_for_steady_state" {
  description = "Whether the environment is ready only when its tasks are healthy, and fails when they never are."
  type        = bool
  default     = false
  nullable    = false
}

variable "awake" {
  description = "Whether it is awake, supplied by the control plane: asleep, nothing runs that costs by the hour and can be started again."
  type        = bool
  default     = true
  nullable    = false
}
