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
  description = "Ids of subnets of two zones or more: public ones, unless it is internal."
  type        = list(string)
  nullable    = false
}

variable "security_group_ids" {
  description = "Ids of the security groups that say who reaches it at ports 80 and 443, and which targets it reaches."
  type        = list(string)
  nullable    = false
}

variable "internal" {
  description = "Whether it has private addresses alone."
  type        = bool
  default     = false
  nullable    = false
}

variable "certificate_arn" {
  description = "ARN of the issued certificate that clients see where no other one is for their name."
  type        = string
  nullable    = false
}

variable "more_certificates" {
  description = "By name: ARNs of issued certificates for further domains."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "tls_policy" {
  description = "Which versions and ciphers of TLS are taken: 1.2 and 1.3, or 1.3 alone."
  type        = string
  default     = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  nullable    = false
}

variable "idle_timeout" {
  description = "Seconds without a byte after which a connection is closed."
  type        = number
  default     = 60
  nullable    = false
}

variable "target_groups" {
  description = "By name: what requests are sent to, how it is asked whether it is well, and how long what it answers may take to end."
  type = map(object({
    port                 = number
    protocol             = optional(string, "HTTP")
    protocol_version     = optional(string, "HTTP1")
    target_type          = optional(string, "ip")
    health_path          = optional(string, "/health")
    health_codes         = optional(string, "")
    health_interval      = optional(number, 30)
    health_timeout       = optional(number, 5)
    healthy_after        = optional(number, 3)
    unhealthy_after      = optional(number, 3)
    deregistration_delay = optional(number, 30)
    slow_start           = optional(number, 0)
    sticky_seconds       = optional(number, 0)
  }))
  nullable = false
}

variable "rules" {
  description = "By name: which hosts and paths are sent to which target group, or to another host; the lowest priority is asked first."
  type = map(object({
    priority      = number
    hosts         = optional(list(string), [])
    paths         = optional(list(string), [])
    target_group  = optional(string, "")
    redirect_host = optional(string, "")
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for rule in values(var.rules) : length(rule.hosts) + length(rule.paths) > 0])
    error_message = "A rule has hosts, paths or both; what is sent otherwise goes to default_target_group."
  }

  validation {
    condition     = alltrue([for rule in values(var.rules) : (rule.target_group == "") != (rule.redirect_host == "")])
    error_message = "A rule has either target_group or redirect_host."
  }

  validation {
    condition     = alltrue([for rule in values(var.rules) : rule.target_group == "" || contains(keys(var.target_groups), rule.target_group)])
    error_message = "A rule's target_group must be one of target_groups."
  }

  validation {
    condition     = length(distinct([for rule in values(var.rules) : rule.priority])) == length(var.rules)
    error_message = "Two rules cannot have one priority."
  }
}

variable "default_target_group" {
  description = "The target group of requests that no rule is for; empty to answer that nothing was found."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = var.default_target_group == "" || contains(keys(var.target_groups), var.default_target_group)
    error_message = "default_target_group must be one of target_groups."
  }
}

variable "access_log_bucket" {
  description = "Name of a bucket in the same region that load balancers may write logs to; empty for no access logs."
  type        = string
  default     = ""
  nullable    = false
}

variable "managed_rule_groups" {
  description = "Groups of AWS's rules that the web ACL asks, in this order."
  type        = list(string)
  default     = ["AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesCommonRuleSet"]
  nullable    = false
}

variable "counted_rule_groups" {
  description = "Which of these groups only count what they would block, while they are tried."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(setsubtract(var.counted_rule_groups, var.managed_rule_groups)) == 0
    error_message = "counted_rule_groups must be some of managed_rule_groups."
  }
}

variable "rate_limit" {
  description = "Requests in five minutes after which an address is blocked until it sends fewer; 0 for no limit."
  type        = number
  default     = 2000
  nullable    = false
}

variable "allowed_cidrs" {
  description = "Ranges of addresses that are let through whatever they send."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "only_allowed" {
  description = "Whether every other address is blocked."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !var.only_allowed || length(var.allowed_cidrs) > 0
    error_message = "With only_allowed someone must be in allowed_cidrs."
  }
}

variable "log_retention_days" {
  description = "Days for which the web ACL's logs are kept."
  type        = number
  default     = 30
  nullable    = false
}
