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

variable "keys" {
  description = "By name: what each key encrypts; the roles that use it, services through which the account uses it, and services that use it in their own name; in how many days it is rotated, and in how many a deleted one can be brought back."
  type = map(object({
    description             = string
    user_arns               = optional(list(string), [])
    via_services            = optional(list(string), [])
    services                = optional(list(string), [])
    rotation_period_in_days = optional(number, 365)
    deletion_window_in_days = optional(number, 30)
    multi_region            = optional(bool, false)
  }))
  nullable = false
}
