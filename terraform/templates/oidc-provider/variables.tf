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
