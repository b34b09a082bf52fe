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

variable "hash_key" {
  description = "Attribute that items are found by."
  type        = string
  default     = "pk"
  nullable    = false
}

variable "range_key" {
  description = "Attribute that items of one hash key are sorted by; empty for none."
  type        = string
  default     = ""
  nullable    = false
}

variable "key_types" {
  description = "Types of key attributes other than text (S): N for a number, B for bytes."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "indexes" {
  description = "By name: global indexes, each with its keys and what it holds of an item: ALL, KEYS_ONLY, or INCLUDE with attributes."
  type = map(object({
    hash_key   = string
    range_key  = optional(string, "")
    projection = optional(string, "ALL")
    attributes = optional(list(string), [])
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for index in values(var.indexes) : (index.projection == "INCLUDE") == (length(index.attributes) > 0)])
    error_message = "attributes are given with projection INCLUDE alone."
  }
}

variable "billing_mode" {
  description = "PAY_PER_REQUEST, which is paid by request, or PROVISIONED, which is paid by the hour for read_capacity and write_capacity."
  type        = string
  default     = "PAY_PER_REQUEST"
  nullable    = false
}

variable "read_capacity" {
  description = "Reads a second of the table, and of each index, if provisioned."
  type        = number
  default     = 5
  nullable    = false
}

variable "write_capacity" {
  description = "Writes a second of the table, and of each index, if provisioned."
  type        = number
  default     = 5
  nullable    = false
}

variable "ttl_attribute" {
  description = "Attribute with the second, since 1970, after which an item is deleted; empty for none."
  type        = string
  default     = ""
  nullable    = false
}

variable "point_in_time_recovery" {
  description = "Whether the table can be restored to any second of the last 35 days."
  type        = bool
  default     = true
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of a key tagged idp:managed = true that encrypts the table; empty for the account's aws/dynamodb."
  type        = string
  default     = ""
  nullable    = false
}

variable "stream_view_type" {
  description = "What the stream says of a changed item: its keys, the new or the old item, or both; empty for no stream."
  type        = string
  default     = ""
  nullable    = false
}
