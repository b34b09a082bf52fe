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

variable "vpc_id" {
  description = "Id of the VPC that the targets are in."
  type        = string
  nullable    = false
}

variable "subnet_ids" {
  description = "Ids of subnets, one for each zone: private ones, unless it faces the internet."
  type        = list(string)
  nullable    = false
}

# AWS lets none be added later to a load balancer that was made without any.
variable "security_group_ids" {
  description = "Ids of the security groups that say who reaches its listeners, and which targets it reaches."
  type        = list(string)
  nullable    = false
}

variable "internal" {
  description = "Whether it has private addresses alone."
  type        = bool
  default     = true
  nullable    = false
}

variable "cross_zone" {
  description = "Whether the addresses of a zone also send to targets of others; what crosses zones is paid by the gigabyte."
  type        = bool
  default     = true
  nullable    = false
}

variable "target_groups" {
  description = "By name: what connections are sent to, and how it is asked whether it is well: by a connection, or over HTTP where health_path is given."
  type = map(object({
    port                 = number
    protocol             = optional(string, "TCP")
    target_type          = optional(string, "ip")
    preserve_client_ip   = optional(bool, true)
    proxy_protocol       = optional(bool, false)
    sticky               = optional(bool, false)
    health_path          = optional(string, "")
    health_port          = optional(number, 0)
    health_interval      = optional(number, 30)
    healthy_after        = optional(number, 3)
    unhealthy_after      = optional(number, 3)
    deregistration_delay = optional(number, 60)
  }))
  nullable = false

  validation {
    condition     = alltrue([for group in values(var.target_groups) : !group.sticky || group.protocol != "TLS"])
    error_message = "A target group of protocol TLS cannot be sticky."
  }
}

variable "listeners" {
  description = "By name: ports, each with its target group; TLS ends here with protocol TLS and certificate_arn, and at the targets with TCP."
  type = map(object({
    port            = number
    protocol        = optional(string, "TCP")
    target_group    = string
    certificate_arn = optional(string, "")
    tls_policy      = optional(string, "ELBSecurityPolicy-TLS13-1-2-2021-06")
    alpn_policy     = optional(string, "None")
  }))
  nullable = false

  validation {
    condition     = alltrue([for listener in values(var.listeners) : contains(keys(var.target_groups), listener.target_group)])
    error_message = "A listener's target_group must be one of target_groups."
  }

  validation {
    condition     = alltrue([for listener in values(var.listeners) : (listener.protocol == "TLS") == (listener.certificate_arn != "")])
    error_message = "A listener has certificate_arn with protocol TLS, and with no other."
  }

  validation {
    condition     = length(distinct([for listener in values(var.listeners) : "${listener.protocol == "UDP" ? "UDP" : "TCP"} ${listener.port}"])) == length(var.listeners)
    error_message = "Two listeners cannot have one port."
  }

  # A listener that ends TLS sends TCP or TLS on; the others send what they take.
  validation {
    condition = alltrue([
      for listener in values(var.listeners) :
      contains(listener.protocol == "TLS" ? ["TCP", "TLS"] : [listener.protocol], try(var.target_groups[listener.target_group].protocol, listener.protocol))
    ])
    error_message = "A listener's target group must have its protocol, or TCP where the listener ends TLS."
  }
}

variable "access_log_bucket" {
  description = "Name of a bucket in the same region that load balancers may write logs of TLS listeners to; empty for no access logs."
  type        = string
  default     = ""
  nullable    = false
}
