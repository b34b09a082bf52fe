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

variable "domain" {
  description = "The domain that the certificate is for."
  type        = string
  nullable    = false
}

variable "wildcard" {
  description = "Whether it is also for every name directly below the domain."
  type        = bool
  default     = false
  nullable    = false
}

variable "alternatives" {
  description = "Further names, with or without a wildcard."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "key_algorithm" {
  description = "RSA_2048, which every client knows, or the shorter keys EC_prime256v1 and EC_secp384r1; CloudFront takes no EC_secp384r1."
  type        = string
  default     = "RSA_2048"
  nullable    = false
}

variable "zone_id" {
  description = "Id of the public zone that all names are in, where the records that prove them are made; empty where they are made elsewhere."
  type        = string
  default     = ""
  nullable    = false
}

variable "record_ttl" {
  description = "Seconds for which resolvers keep these records."
  type        = number
  default     = 300
  nullable    = false
}
