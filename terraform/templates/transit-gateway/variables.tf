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

variable "amazon_side_asn" {
  description = "Private autonomous system number of the gateway's side of BGP sessions."
  type        = number
  default     = 64512
  nullable    = false
}

variable "attachments" {
  description = "By name: VPCs of this account, by a subnet of each zone; the route table that decides where their packets go; and the ranges that the VPC's own route tables send here."
  type = map(object({
    vpc_id          = string
    subnet_ids      = list(string)
    route_table     = string
    route_table_ids = optional(list(string), [])
    reaches         = optional(list(string), [])
    appliance       = optional(bool, false)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for one in values(var.attachments) : (length(one.route_table_ids) > 0) == (length(one.reaches) > 0)])
    error_message = "route_table_ids and reaches are given together."
  }
}

variable "route_tables" {
  description = "By name: route tables of the gateway; the attachments whose ranges each learns, and routes by range to an attachment or to blackhole."
  type = map(object({
    propagated = optional(list(string), [])
    routes     = optional(map(string), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for one in values(var.attachments) : contains(keys(var.route_tables), one.route_table)])
    error_message = "An attachment's route_table must be one of route_tables."
  }

  validation {
    condition     = alltrue(flatten([for one in values(var.route_tables) : [for name in one.propagated : contains(keys(var.attachments), name)]]))
    error_message = "What a route table learns from must be one of attachments."
  }

  validation {
    condition     = alltrue(flatten([for one in values(var.route_tables) : [for to in values(one.routes) : to == "blackhole" || contains(keys(var.attachments), to)]]))
    error_message = "A route leads to one of attachments, or to blackhole."
  }
}

variable "shared_with" {
  description = "Accounts, or ARNs of organizations and units, whose VPCs may be attached too."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "share_outside_organization" {
  description = "Whether an account outside the organization may be among them; it must accept the invitation."
  type        = bool
  default     = false
  nullable    = false
}
