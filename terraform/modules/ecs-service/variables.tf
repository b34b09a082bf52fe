variable "label" {
  description = "The names of the environment, from the label module."
  type        = object({ id = string, short = string })
  nullable    = false
}

variable "vpc_id" {
  description = "Id of the VPC."
  type        = string
  nullable    = false
}

variable "public_subnet_ids" {
  description = "Ids of the subnets of the load balancer, in at least two zones."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.public_subnet_ids) >= 2
    error_message = "A load balancer needs subnets in at least two zones."
  }
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

variable "log_group_name" {
  description = "Name of the log group of the tasks."
  type        = string
  nullable    = false
}

variable "container_image" {
  description = "Image of the container, with a tag or digest."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9][a-zA-Z0-9._/:@-]{0,254}$", var.container_image))
    error_message = "container_image must be an image reference such as public.ecr.aws/nginx/nginx:stable-alpine."
  }
}

variable "container_port" {
  description = "TCP port that the container listens on."
  type        = number
  default     = 80
  nullable    = false

  validation {
    condition     = var.container_port >= 1 && var.container_port <= 65535 && floor(var.container_port) == var.container_port
    error_message = "container_port must be a port between 1 and 65535."
  }
}

variable "health_check_path" {
  description = "Path that answers 200 to 399 when the application is healthy."
  type        = string
  default     = "/"
  nullable    = false

  validation {
    condition     = can(regex("^/\\S*$", var.health_check_path)) && length(var.health_check_path) <= 1024
    error_message = "health_check_path must begin with a slash and hold no blanks."
  }
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

variable "desired_count" {
  description = "How many tasks run; 0 stops the application and keeps the rest."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.desired_count >= 0 && var.desired_count <= 10 && floor(var.desired_count) == var.desired_count
    error_message = "desired_count must be between 0 and 10."
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

variable "allowed_cidrs" {
  description = "IPv4 ranges that may reach the load balancer."
  type        = list(string)
  default     = ["0.0.0.0/0"]
  nullable    = false

  validation {
    condition     = length(var.allowed_cidrs) > 0 && alltrue([for cidr in var.allowed_cidrs : can(cidrnetmask(cidr))])
    error_message = "allowed_cidrs must hold at least one IPv4 range."
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

variable "certificate_arn" {
  description = "ARN of an ACM certificate for dns_name; empty for plain HTTP."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = var.certificate_arn == "" || can(regex("^arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/[0-9A-Za-z-]+$", var.certificate_arn))
    error_message = "certificate_arn must be the ARN of an ACM certificate, or empty."
  }

  validation {
    condition     = var.certificate_arn == "" || var.dns_name != ""
    error_message = "certificate_arn needs dns_name: no certificate matches the load balancer's own name."
  }
}

variable "zone_id" {
  description = "Id of the Route 53 zone in which dns_name is made; empty to make it elsewhere."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = var.zone_id == "" || can(regex("^[A-Z0-9]{1,32}$", var.zone_id))
    error_message = "zone_id must be the id of a Route 53 hosted zone, or empty."
  }

  validation {
    condition     = var.zone_id == "" || var.dns_name != ""
    error_message = "zone_id needs dns_name, the name to make in it."
  }
}

variable "dns_name" {
  description = "Name under which the service is reached; empty for the load balancer's own."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = var.dns_name == "" || can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$", var.dns_name))
    error_message = "dns_name must be a full lower-case host name, or empty."
  }
}

variable "wait_for_steady_state" {
  description = "Whether an apply ends only when the tasks are healthy, and fails when they never are."
  type        = bool
  default     = false
  nullable    = false
}
