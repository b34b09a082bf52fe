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

variable "origins" {
  description = "By name: where content comes from: a bucket (its regional domain name), or a server that is reached over TLS, such as a load balancer."
  type = map(object({
    domain  = string
    type    = optional(string, "bucket")
    path    = optional(string, "")
    timeout = optional(number, 30)
  }))
  nullable = false
}

variable "default_behavior" {
  description = "The origin of what no behavior is for, its methods, how long answers are kept, and which headers they get."
  type = object({
    origin  = string
    methods = optional(string, "read")
    cache   = optional(string, "optimized")
    headers = optional(string, "security")
  })
  nullable = false

  validation {
    condition     = contains(keys(var.origins), var.default_behavior.origin)
    error_message = "default_behavior.origin must be one of origins."
  }
}

variable "behaviors" {
  description = "In order: paths with an origin of their own; the first that fits counts."
  type = list(object({
    path    = string
    origin  = string
    methods = optional(string, "read")
    cache   = optional(string, "optimized")
    headers = optional(string, "security")
  }))
  default  = []
  nullable = false

  validation {
    condition     = alltrue([for behavior in var.behaviors : contains(keys(var.origins), behavior.origin)])
    error_message = "The origin of a behavior must be one of origins."
  }

  validation {
    condition     = length(distinct(var.behaviors[*].path)) == length(var.behaviors)
    error_message = "A path has one behavior."
  }
}

variable "aliases" {
  description = "Domains that it is reached by, which certificate_arn is for."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "certificate_arn" {
  description = "ARN of an issued certificate of us-east-1 for all aliases; empty for CloudFront's own name alone."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = (var.certificate_arn == "") == (length(var.aliases) == 0)
    error_message = "certificate_arn is given with aliases, and not without."
  }
}

variable "zone_id" {
  description = "Id of the zone that the aliases are in, where their records are made; empty where they are made elsewhere."
  type        = string
  default     = ""
  nullable    = false
}

variable "default_root_object" {
  description = "What is answered for the domain itself."
  type        = string
  default     = "index.html"
  nullable    = false
}

variable "single_page" {
  description = "Whether what is not found is answered by the default root object, which draws its own paths."
  type        = bool
  default     = false
  nullable    = false
}

variable "web_acl_arn" {
  description = "ARN of a web ACL of AWS WAF of scope CLOUDFRONT, which is in us-east-1; empty for none."
  type        = string
  default     = ""
  nullable    = false
}

variable "log_bucket" {
  description = "Domain name of a bucket with ACLs that access logs are written to; empty for none."
  type        = string
  default     = ""
  nullable    = false
}

variable "price_class" {
  description = "From where it answers: North America and Europe, also Asia and Africa, or everywhere."
  type        = string
  default     = "PriceClass_100"
  nullable    = false
}

variable "countries" {
  description = "The only countries that may ask, by their two letters; empty for all."
  type        = list(string)
  default     = []
  nullable    = false
}
